"""Draws the charts of a dataset and stages each as a file, in every language.

Vega draws in a process of its own. So it begins as soon as the numbers of the charts are known, and
draws while this process writes other files; at the end its drawings are waited for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from hiraku.checking.views.chart_cost import ID, cost_values
from hiraku.checking.views.view_places import shown_resource, view_place
from hiraku.confined.calls import Died, dismiss
from hiraku.languages import Message, say
from hiraku.model import Catalog, Dataset, Text, View, Words
from hiraku.problems import Problem, Refused
from hiraku.publishing.charts.chart_form import chart_forms
from hiraku.publishing.charts.drawing import Drawn, drawn, figures
from hiraku.publishing.charts.headline_view import headline_of
from hiraku.publishing.charts.png.picture import picture
from hiraku.publishing.site import links
from hiraku.publishing.site.published.chart import THERE, WHOLE, Chart, Figures
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.staging.stage import Stage

MEDIA_TYPE = "image/svg+xml"
PICTURE_TYPE = "image/png"
_YES = Message("charts.yes")


class _Made(Struct, frozen=True):
    """A drawing, and its picture; None where no font has all its letters."""

    drawn: Drawn
    picture: bytes | None


class ChartInWork(Struct, frozen=True):
    """A chart whose numbers are known; its drawings in each language are on their way."""

    view: View
    shown: Figures
    drawings: Future[tuple[_Made, ...]]


ChartsInWork = Mapping[str, Sequence[ChartInWork]]


@contextmanager
def charts_in_work(catalog: Catalog, stage: Stage) -> Iterator[ChartsInWork]:
    """Begin to draw the charts of each dataset, by its id; what is not awaited is given up."""
    with ThreadPoolExecutor(1, "charts") as beside:
        begun = {dataset.id: [*_begun(dataset, stage, beside)] for dataset in catalog.datasets}
        try:
            yield begun
        finally:
            for chart in chain.from_iterable(begun.values()):
                chart.drawings.cancel()
            beside.submit(dismiss)


def _begun(dataset: Dataset, stage: Stage, beside: Executor) -> Iterator[ChartInWork]:
    credit = stage.credit(dataset)
    for view in dataset.views:
        resource = shown_resource(dataset, view) or dataset.resources[0]
        with stage.opened(dataset, resource) as table:
            shown = figures(view, table, stage.catalog.tiles)
        yield ChartInWork(view, shown, beside.submit(_drawings, view, shown, stage, credit))


def _drawings(view: View, shown: Figures, stage: Stage, credit: Text) -> tuple[_Made, ...]:
    made = drawn(view, shown, stage.catalog.languages, credit)
    return tuple(_Made(chart, picture(chart.file, chart.caption, chart.language)) for chart in made)


def with_charts(site: Site, in_work: ChartsInWork, stage: Stage) -> Site:
    """Write the charts that each dataset declares, and return the site that shows them.

    Raise `Refused` for one that is too costly.
    """
    datasets = (
        _charted(published, in_work[published.dataset.id], stage) for published in site.datasets
    )
    return replace(site, datasets=tuple(datasets))


def _charted(
    published: PublishedDataset, in_work: Sequence[ChartInWork], stage: Stage
) -> PublishedDataset:
    charts = [_chart(published.dataset, begun, stage) for begun in in_work]
    drawn = tuple(chart for chart in charts if chart.drawings)
    return replace(published, charts=drawn, stated=_stated(published.dataset, stage))


def _stated(dataset: Dataset, stage: Stage) -> Chart | None:
    """Return the line of a dataset's headline, with its numbers alone."""
    view = headline_of(dataset)
    resource = shown_resource(dataset, view) if view else None
    if not view or not resource:
        return None
    with stage.opened(dataset, resource) as table:
        return Chart(view, chart_forms()["line"].figures(view, table, ()), {}, {}, view.labels)


def _chart(dataset: Dataset, begun: ChartInWork, stage: Stage) -> Chart:
    view, shown = begun.view, begun.shown
    try:
        drawings = {made.drawn.language: made for made in begun.drawings.result()}
    except Died as died:
        place = view_place(dataset, view)
        raise Refused(Problem(ID, place, cost_values(view), hint=died.reason)) from None
    return Chart(
        view,
        shown,
        {code: made.drawn.inline for code, made in drawings.items()},
        {code: _svg(dataset, view, made.drawn, stage) for code, made in drawings.items()},
        _cells(view, shown),
        {
            code: _png(dataset, view, made.picture, code, stage)
            for code, made in drawings.items()
            if made.picture
        },
    )


def _cells(view: View, shown: Figures) -> dict[str, Words]:
    """Return what texts of the data are called."""
    whole = {WHOLE: view.whole} if view.whole else {}
    return {THERE: _YES, **view.labels, **whole, **{tile.code: tile.label for tile in shown.tiles}}


def _svg(dataset: Dataset, view: View, made: Drawn, stage: Stage) -> Download:
    path = links.chart(dataset.id, view.name, made.language, stage.catalog.language)
    target = stage.target(path)
    target.write_text(made.file, encoding="utf-8", newline="")
    title = _titled("charts.file", view, made.language, stage)
    return stage.download(path, target, title, MEDIA_TYPE)


def _png(dataset: Dataset, view: View, png: bytes, language: str, stage: Stage) -> Download:
    path = links.chart(dataset.id, view.name, language, stage.catalog.language, "png")
    target = stage.target(path)
    target.write_bytes(png)
    return stage.download(path, target, _titled("charts.png", view, language, stage), PICTURE_TYPE)


def _titled(key: str, view: View, language: str, stage: Stage) -> Text:
    titles = {code: view.title.in_language(code) for code in stage.catalog.languages}
    said = {code: say(code, key, title=text, language=language) for code, text in titles.items()}
    return Text(said)
