"""The first page: what this is, how much there is, what is new, how programs get it."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing import links, structured
from hiraku.publishing.site import Site
from hiraku.publishing.standings import standings
from hiraku.publishing.templates import Page
from hiraku.publishing.themes import grouped_by_theme
from hiraku.publishing.tiles import tiles
from hiraku.publishing.updates import Update, updates

RECENT = 5


def pages(site: Site) -> Iterator[Page]:
    found = standings(site)
    promised = [each.freshness for each in found if each.freshness.promised]
    data = {
        "rows": sum(resource.rows for each in site.datasets for resource in each.resources),
        "passed": sum(each.report.ok for each in site.datasets),
        "groups": list(grouped_by_theme(site)),
        "tiles": tiles(site),
        "recent": _recent(site),
        "covered": sum(bool(each.tables) for each in site.municipalities),
        "promised": len(promised),
        "in_time": sum(not each.overdue for each in promised),
        "structured": {
            code: structured.data_catalog(site, code) for code in site.catalog.languages
        },
    }
    yield Page(links.home(), "pages/home.html", data)


def _recent(site: Site) -> list[Update]:
    """Return the newest changes, at most one for each dataset."""
    newest: dict[str, Update] = {}
    for each in updates(site):
        newest.setdefault(each.published.dataset.id, each)
    return list(newest.values())[:RECENT]
