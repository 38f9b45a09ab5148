"""Draws the charts of a dataset and stages each as a file, in every language."""

from __future__ import annotations

from msgspec.structs import replace

from hiraku.checking.views.chart_cost import ID, cost_values
from hiraku.checking.views.view_places import shown_resource, view_place
from hiraku.confined.calls import Died
from hiraku.languages import Message, say
from hiraku.model import Dataset, Text, View
from hiraku.problems import Problem, Refused
from hiraku.publishing.charts.drawing import Drawn, drawn, figures
from hiraku.publishing.site import links
from hiraku.publishing.site.published import THERE, Chart, Download, PublishedDataset, Site
from hiraku.publishing.staging.stage import Stage

MEDIA_TYPE = "image/svg+xml"
_YES = Message("charts.yes")


def with_charts(site: Site, stage: Stage) -> Site:
    """Write the charts that each dataset declares, and return the site that shows them.

    Raise `Refused` for one that is too costly.
    """
    return replace(site, datasets=tuple(_charted(published, stage) for published in site.datasets))


def _charted(published: PublishedDataset, stage: Stage) -> PublishedDataset:
    dataset = published.dataset
    charts = tuple(_chart(dataset, view, stage) for view in dataset.views)
    return replace(published, charts=tuple(chart for chart in charts if chart.drawings))


def _chart(dataset: Dataset, view: View, stage: Stage) -> Chart:
    resource = shown_resource(dataset, view) or dataset.resources[0]
    shown = figures(view, stage.opened(dataset, resource), stage.catalog.tiles)
    try:
        drawings = {
            drawing.language: drawing for drawing in drawn(view, shown, stage.catalog.languages)
        }
    except Died as died:
        place = view_place(dataset, view)
        raise Refused(Problem(ID, place, cost_values(view), hint=died.reason)) from None
    return Chart(
        view,
        shown,
        {code: drawing.inline for code, drawing in drawings.items()},
        {code: _download(dataset, view, drawing, stage) for code, drawing in drawings.items()},
        {THERE: _YES, **view.labels, **{tile.code: tile.label for tile in shown.tiles}},
    )


def _download(dataset: Dataset, view: View, made: Drawn, stage: Stage) -> Download:
    path = links.chart(dataset.id, view.name, made.language, stage.catalog.language)
    target = stage.target(path)
    target.write_text(made.file, encoding="utf-8", newline="")
    title = Text(
        {
            code: say(
                code,
                "charts.file",
                title=view.title.in_language(code),
                language=made.language,
            )
            for code in stage.catalog.languages
        }
    )
    return stage.download(path, target, title, MEDIA_TYPE)
