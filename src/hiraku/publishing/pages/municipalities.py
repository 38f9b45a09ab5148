"""The municipalities of the catalog's register, and one page each with its rows of every dataset.

A catalog that names no register has none of these pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hiraku.publishing import links
from hiraku.publishing.coverage import Municipality
from hiraku.publishing.site import Site
from hiraku.publishing.templates import Page


def pages(site: Site) -> Iterator[Page]:
    listed = site.coverage.municipalities
    if not listed:
        return
    yield Page(links.municipalities(), "pages/municipalities.html", {"coverage": site.coverage})
    for place, each in enumerate(listed):
        yield _page(each, listed[max(place - 1, 0) : place], listed[place + 1 : place + 2], site)


def _page(
    municipality: Municipality,
    before: Sequence[Municipality],
    after: Sequence[Municipality],
    site: Site,
) -> Page:
    data = {
        "municipality": municipality,
        "shares": site.coverage.shares[municipality.code],
        "held": site.coverage.datasets(municipality.code),
        "joinable": len(site.coverage.joinable),
        "before": before,
        "after": after,
    }
    return Page(links.municipality(municipality.code), "pages/municipality.html", data)
