"""One list for each theme, publisher, format, frequency and year: to narrow without a script."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.publishing.listings.entries import entries
from hiraku.publishing.listings.facets import facets
from hiraku.publishing.pages.long_lists import parts
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site.published.site import Site
from hiraku.reserved_names import LISTED


def _pages(site: Site) -> Iterator[Page]:
    themes = {theme.name: theme for theme in site.catalog.themes}
    known = facets(site)
    for facet in known:
        for value in facet.values if facet.id in LISTED else ():
            for part in parts(facet.url(value), entries(value.datasets)):
                data = {
                    "part": part,
                    "facet": facet,
                    "value": value,
                    "total": len(value.datasets),
                    "facets": known,
                    "themes": themes,
                }
                yield Page(part.path, "pages/facet.html", data)


page_kind = PageKind(_pages)
