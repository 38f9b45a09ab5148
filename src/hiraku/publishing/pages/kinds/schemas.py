"""The list of all schemas."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.site import Site


def _pages(site: Site) -> Iterator[Page]:
    listed = sorted(site.catalog.schemas.values(), key=lambda schema: schema.id)
    yield Page(links.schemas(), "pages/schemas.html", {"schemas": listed})


page_kind = PageKind(_pages)
