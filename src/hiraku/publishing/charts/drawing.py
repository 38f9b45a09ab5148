"""The charts of a dataset: their numbers, and a drawing of each in every language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import ModuleType

from msgspec import Struct

from hiraku import vega
from hiraku.model import Tile, View
from hiraku.publishing.charts import bounds, svg
from hiraku.publishing.charts.words import Words
from hiraku.publishing.language import language
from hiraku.publishing.published_table import PublishedTable
from hiraku.publishing.site import Figures
from hiraku.registry import entries


class Drawn(Struct, frozen=True):
    """A view in one language: for the page, and as a file of its own."""

    language: str
    inline: str
    file: str


def figures(view: View, table: PublishedTable, tiles: Sequence[Tile]) -> Figures:
    found: Figures = _form(view).figures(view, table, tiles)
    return found


def drawn(view: View, shown: Figures, languages: Sequence[str]) -> Iterator[Drawn]:
    """Yield the view in each language; nothing where it has no rows."""
    for code in languages if shown.rows else ():
        words = Words(view, language(code))
        drawing = vega.drawn(_form(view).spec(view, shown, words))
        drawing = bounds.fitted(drawing) if view.spec is not None else drawing
        named = (f"chart-{view.name}", words.text(view.title), words.text(view.finding), code)
        yield Drawn(code, svg.inline(drawing, *named), svg.standalone(drawing, *named))


def _form(view: View) -> ModuleType:
    return entries("hiraku.publishing.charts.forms")[view.kind]
