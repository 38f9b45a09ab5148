"""What changed when in the whole catalog, and pages of the versions for each dataset that has."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from hiraku.changes.released_versions.between import VersionDifference
from hiraku.publishing.listings.recent_changes import days
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.dataset import PublishedDataset, Release
from hiraku.publishing.site.published.site import Site

# A dataset's own page has the rest.
_SHOWN = 500


class _Compared(Struct, frozen=True):
    """An earlier version, and what differs from it; None where both are too large for that."""

    release: Release
    difference: VersionDifference | None


def _pages(site: Site) -> Iterator[Page]:
    yield Page(links.changes(), "pages/changes.html", {"days": list(days(site, _SHOWN))})
    for published in site.datasets:
        if published.versions:
            location = links.versions(published.dataset.id)
            yield Page(location, "pages/versions.html", {"published": published})
        yield from _of_each_version(published, site)


def _of_each_version(published: PublishedDataset, site: Site) -> Iterator[Page]:
    identifier = published.dataset.id
    known = {(both.old, both.new): both for both in site.between.get(identifier, ())}
    for place, release in enumerate(published.releases):
        earlier = [
            _Compared(before, known.get((before.version, release.version)))
            for before in published.releases[place + 1 :]
        ]
        data = {
            "published": published,
            "release": release,
            "later": published.releases[:place],
            "earlier": earlier,
        }
        yield Page(links.release(identifier, release.version), "pages/version.html", data)


page_kind = PageKind(_pages)
