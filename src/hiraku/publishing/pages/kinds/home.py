"""The first page: what this is, how much there is, what is new, how programs get it."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing.listings.by_theme import grouped_by_theme
from hiraku.publishing.listings.recent_changes import Update, updates
from hiraku.publishing.listings.status import statuses
from hiraku.publishing.pages import schema_org
from hiraku.publishing.pages.findings import findings
from hiraku.publishing.pages.municipality_tiles import tiles
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.site import Site

_RECENT = 5


def _pages(site: Site) -> Iterator[Page]:
    listed = statuses(site)
    groups = list(grouped_by_theme(site))
    promised = [status.freshness for status in listed if status.freshness.promised]
    data = {
        "rows": sum(
            resource.rows for published in site.datasets for resource in published.resources
        ),
        "passed": sum(published.report.ok for published in site.datasets),
        "groups": groups,
        "findings": findings(site, groups),
        "tiles": tiles(site),
        "recent": _recent(site),
        "covered": sum(bool(municipality.tables) for municipality in site.municipalities),
        "promised": len(promised),
        "in_time": sum(not freshness.overdue for freshness in promised),
        "schema_org": {
            code: schema_org.data_catalog(site, code) for code in site.catalog.languages
        },
    }
    yield Page(links.home(), "pages/home.html", data)


def _recent(site: Site) -> list[Update]:
    """Return the newest changes, at most one for each dataset."""
    newest: dict[str, Update] = {}
    for update in updates(site):
        newest.setdefault(update.published.dataset.id, update)
    return list(newest.values())[:_RECENT]


page_kind = PageKind(_pages)
