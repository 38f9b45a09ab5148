"""One small page for each dataset and for each of its charts, for the frames of other sites.

It shows the charts or, where there are none, the first rows, and whom to credit.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.previews.script_data import ScriptData, script_data
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.site.published.table import PublishedResource
from hiraku.publishing.site.symbol_legend import Symbol, legend


class _ShownTable(Struct, frozen=True):
    published: PublishedResource
    symbols: tuple[Symbol, ...]
    script_data: ScriptData


def _pages(site: Site) -> Iterator[Page]:
    for published in site.datasets:
        data = {
            "dataset": published.dataset,
            "charts": published.charts,
            "table": _table(published),
        }
        identifier = published.dataset.id
        yield Page(links.embed(identifier), "pages/embed.html", data, listed=False)
        for chart in published.charts:
            alone = {**data, "charts": (chart,)}
            path = links.embed(identifier, chart.view.name)
            yield Page(path, "pages/embed.html", alone, listed=False)


def _table(published: PublishedDataset) -> _ShownTable:
    first = published.resources[0]
    plan = script_data(first, published.dataset, None)
    return _ShownTable(first, tuple(legend(first.fields)), plan)


page_kind = PageKind(_pages)
