"""What a kind of page is; each is a file in `kinds/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site.published.site import Site
from hiraku.registry import entries


class PageKind(Struct, frozen=True):
    """`pages` yields each page of the kind once, with what its template is given."""

    pages: Callable[[Site], Iterable[Page]]


def page_kinds() -> dict[str, PageKind]:
    """Return every kind of page by its id."""
    return entries("hiraku.publishing.pages.kinds", PageKind)
