"""What changed when in the whole catalog, and a page of all versions for each dataset that has."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing.listings.recent_changes import days
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.environment import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published import Site

# A dataset's own page has the rest.
_SHOWN = 500


def _pages(site: Site) -> Iterator[Page]:
    yield Page(links.changes(), "pages/changes.html", {"days": list(days(site, _SHOWN))})
    for published in site.datasets:
        if published.versions:
            location = links.versions(published.dataset.id)
            yield Page(location, "pages/versions.html", {"published": published})


page_kind = PageKind(_pages)
