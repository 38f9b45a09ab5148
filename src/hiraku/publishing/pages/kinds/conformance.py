"""Which strangers judged the published files, and what they found."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.conformance import conformance
from hiraku.publishing.site.published.site import Site


def _pages(site: Site) -> Iterator[Page]:
    yield Page(links.conformance(), "pages/conformance.html", {"conformance": conformance(site)})


page_kind = PageKind(_pages)
