"""The search, and beside it every list, for those who read without a script."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing import links
from hiraku.publishing.facets import facets
from hiraku.publishing.paging import parts
from hiraku.publishing.site import Site
from hiraku.publishing.templates import Page


def pages(site: Site) -> Iterator[Page]:
    lists = list(parts(links.datasets(), site.datasets))
    data = {"facets": facets(site), "lists": lists}
    yield Page(links.search(), "pages/search.html", data)
