"""The first page: what this is, how much there is, what is new, how programs get it."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing import links, structured
from hiraku.publishing.site import Site
from hiraku.publishing.templates import Page
from hiraku.publishing.themes import grouped_by_theme
from hiraku.publishing.tiles import tiles

RECENT = 5


def pages(site: Site) -> Iterator[Page]:
    newest_first = sorted(site.datasets, key=lambda each: each.modified, reverse=True)
    data = {
        "rows": sum(resource.rows for each in site.datasets for resource in each.resources),
        "passed": sum(each.report.ok for each in site.datasets),
        "groups": list(grouped_by_theme(site)),
        "tiles": tiles(site),
        "recent": newest_first[:RECENT],
        "structured": {
            code: structured.data_catalog(site, code) for code in site.catalog.languages
        },
    }
    yield Page(links.home(), "pages/home.html", data)
