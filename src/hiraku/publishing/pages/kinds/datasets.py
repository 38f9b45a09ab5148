"""The list of all datasets, by theme, and the ways to narrow it down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hiraku.publishing.listings.by_theme import ThemeGroup, grouped_by_theme
from hiraku.publishing.listings.facets import facets
from hiraku.publishing.pages.long_lists import parts
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site


def _pages(site: Site) -> Iterator[Page]:
    groups = list(grouped_by_theme(site))
    listed = [published for group in groups for published in group.datasets]
    narrowing = facets(site)
    for part in parts(links.datasets(), listed):
        shown = list(_shown(groups, part.items))
        data = {"part": part, "groups": shown, "themes": groups, "facets": narrowing}
        yield Page(part.path, "pages/datasets.html", data)


def _shown(groups: Sequence[ThemeGroup], items: Sequence[PublishedDataset]) -> Iterator[ThemeGroup]:
    """Yield what of each theme stands on a page."""
    ids = {published.dataset.id for published in items}
    for group in groups:
        members = tuple(published for published in group.datasets if published.dataset.id in ids)
        if members:
            yield ThemeGroup(group.theme, members)


page_kind = PageKind(_pages)
