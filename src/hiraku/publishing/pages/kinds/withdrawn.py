"""A tombstone at the address of each withdrawn dataset: what it was, why it went, what there is."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.environment import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published import Site


def _pages(site: Site) -> Iterator[Page]:
    titles = {dataset.id: dataset.title for dataset in site.catalog.datasets}
    titles |= {withdrawn.id: withdrawn.title for withdrawn in site.withdrawn}
    for withdrawn in site.withdrawn:
        data = {"withdrawn": withdrawn, "replacement": titles.get(withdrawn.replaced_by or "")}
        yield Page(links.dataset(withdrawn.id), "pages/withdrawn.html", data, listed=False)


page_kind = PageKind(_pages)
