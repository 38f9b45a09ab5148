"""The municipalities: a list, and a page for each with every row that the catalog has for it."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.environment import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published import Site
from hiraku.publishing.tables.municipalities import code_fields


def _pages(site: Site) -> Iterator[Page]:
    listed = site.municipalities
    if listed:
        covered = sum(bool(each.tables) for each in listed)
        data = {"municipalities": listed, "covered": covered}
        yield Page(links.municipalities(), "pages/municipalities.html", data)
    joinable = _joinable(site)
    for place, each in enumerate(listed):
        data = {
            "municipality": each,
            "before": listed[place - 1] if place else None,
            "after": listed[place + 1] if place + 1 < len(listed) else None,
            "count": len(site.datasets),
            "joinable": joinable,
        }
        yield Page(links.municipality(each.code), "pages/municipality.html", data)


def _joinable(site: Site) -> int:
    """Return how many datasets, beside the register, have a column of codes."""
    register = site.catalog.municipalities
    return sum(
        any(code_fields(each, register) for each in dataset.resources)
        for dataset in site.catalog.datasets
        if register and dataset.id != register.dataset
    )


page_kind = PageKind(_pages)
