"""The municipalities: a list, and a page for each with every row that the catalog has for it."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing import links
from hiraku.publishing.site import Site
from hiraku.publishing.templates import Page


def pages(site: Site) -> Iterator[Page]:
    listed = site.municipalities
    if listed:
        yield Page(links.municipalities(), "pages/municipalities.html", {"municipalities": listed})
    for place, each in enumerate(listed):
        data = {
            "municipality": each,
            "before": listed[place - 1] if place else None,
            "after": listed[place + 1] if place + 1 < len(listed) else None,
            "count": len(site.datasets),
        }
        yield Page(links.municipality(each.code), "pages/municipality.html", data)
