"""The page that looks at a CSV at hand: one file, to be saved and opened without a network."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hiraku.publishing.metadata.desk_tables import desk_tables
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.site import Site


def _pages(site: Site) -> Iterator[Page]:
    data = {"told": partial(desk_tables, site.catalog)}
    yield Page(links.DESK_CHECK, "pages/desk-check.html", data, listed=False)


page_kind = PageKind(_pages)
