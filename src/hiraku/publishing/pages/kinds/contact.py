"""Whom to ask: of the catalog, and of each dataset that names somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.site import Site


def _pages(site: Site) -> Iterator[Page]:
    usual = site.catalog.contact or site.catalog.publisher
    others = [
        published.dataset
        for published in site.datasets
        if published.dataset.contact not in {None, usual}
    ]
    yield Page(links.contact(), "pages/contact.html", {"usual": usual, "others": others})


page_kind = PageKind(_pages)
