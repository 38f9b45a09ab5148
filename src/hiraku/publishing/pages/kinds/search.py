"""The search, and beside it every list, for those who read without a script."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing.listings.facets import facets
from hiraku.publishing.pages.long_lists import parts
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.site import Site


def _pages(site: Site) -> Iterator[Page]:
    lists = list(parts(links.datasets(), site.datasets))
    data = {"facets": facets(site), "lists": lists}
    yield Page(links.search(), "pages/search.html", data)


page_kind = PageKind(_pages)
