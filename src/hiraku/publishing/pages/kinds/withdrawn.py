"""A tombstone at the address of each withdrawn dataset: what it was, why it went, what there is."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.environment import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published import Site


def _pages(site: Site) -> Iterator[Page]:
    titles = {each.id: each.title for each in site.catalog.datasets}
    titles |= {each.id: each.title for each in site.withdrawn}
    for each in site.withdrawn:
        data = {"withdrawn": each, "replacement": titles.get(each.replaced_by or "")}
        yield Page(links.dataset(each.id), "pages/withdrawn.html", data, listed=False)


page_kind = PageKind(_pages)
