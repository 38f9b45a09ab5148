"""A tombstone for each withdrawn dataset, table and version: what it was, why it went."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.site import Site


def _pages(site: Site) -> Iterator[Page]:
    titles = {dataset.id: dataset.title for dataset in site.catalog.datasets}
    titles |= {withdrawn.id: withdrawn.title for withdrawn in site.withdrawn}
    for withdrawn in (*site.withdrawn, *site.withdrawn_parts):
        data = {
            "withdrawn": withdrawn,
            "replacement": titles.get(withdrawn.replaced_by or ""),
            "owner": site.catalog.dataset(withdrawn.id),
        }
        yield Page(links.withdrawal(withdrawn), "pages/withdrawn.html", data, listed=False)


page_kind = PageKind(_pages)
