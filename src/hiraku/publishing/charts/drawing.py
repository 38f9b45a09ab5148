"""The charts of a dataset: their numbers, and a drawing of each in every language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from hiraku import vega
from hiraku.model import Tile, View
from hiraku.model import Words as WordsOf
from hiraku.publishing.charts.chart_form import chart_forms
from hiraku.publishing.charts.svg import bounds, markup
from hiraku.publishing.charts.svg.caption import Caption
from hiraku.publishing.charts.words import Words
from hiraku.publishing.site.language import language
from hiraku.publishing.site.published.chart import Figures
from hiraku.publishing.tables.published_table import PublishedTable


class Drawn(Struct, frozen=True):
    """A view in one language: for the page, and as a file of its own.

    For the page it is drawn twice where its form knows how to use a wide window: styles show one.
    """

    language: str
    inline: str
    file: str
    caption: Caption


def figures(view: View, table: PublishedTable, tiles: Sequence[Tile]) -> Figures:
    return chart_forms()[view.kind].figures(view, table, tiles)


def drawn(
    view: View, shown: Figures, languages: Sequence[str], credit: WordsOf | None = None
) -> Iterator[Drawn]:
    """Yield the view in each language; nothing where it has no rows.

    `credit` names source and licence in the file, which may leave the page.
    """
    form = chart_forms()[view.kind]
    for code in languages if shown.rows else ():
        words = Words(view, language(code, languages[0]))
        name, description = f"chart-{view.name}", _description(view, words)
        said = (view.title, view.finding, view.subtitle, credit)
        caption = Caption(*(words.text(text) for text in said))
        labels = (caption.title, description, code)
        drawing = vega.drawn(form.spec(view, shown, words))
        drawing = bounds.fitted(drawing) if view.spec is not None else drawing
        inline, largest = markup.inline(drawing, name, *labels), drawing
        broad = form.wide(view, shown, words) if form.wide else None
        if broad:
            largest = vega.drawn(broad)
            wide = markup.inline(largest, f"{name}-wide", *labels)
            inline = f'<div class="slim">{inline}</div><div class="broad">{wide}</div>'
        file = markup.standalone(largest, name, caption, description, code)
        yield Drawn(code, inline, file, caption)


def _description(view: View, words: Words) -> str:
    """Return what the chart shows, and as of when."""
    return " ".join(filter(None, (words.text(view.finding), words.text(view.subtitle))))
