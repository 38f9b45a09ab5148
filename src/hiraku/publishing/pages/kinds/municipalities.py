"""The municipalities: a list, and a page for each with every row that the catalog has for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial

from hiraku.freshness import Freshness, freshness
from hiraku.model import Dataset
from hiraku.publishing.pages.area_lines import line_of
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.municipality import AreaFigure, Municipality
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.tables.municipalities import code_fields

# More than these are looked up in the dataset, not read beside each other.
_MOST = 60


def _pages(site: Site) -> Iterator[Page]:
    listed = site.municipalities
    if listed:
        covered = sum(bool(municipality.tables) for municipality in listed)
        data = {"municipalities": listed, "covered": covered}
        yield Page(links.municipalities(), "pages/municipalities.html", data)
    joinable = _joinable(site)
    compared = cache(partial(_compared, listed))
    for place, municipality in enumerate(listed):
        data = {
            "municipality": municipality,
            "before": listed[place - 1] if place else None,
            "after": listed[place + 1] if place + 1 < len(listed) else None,
            "count": len(site.datasets),
            "joinable": len(joinable),
            "absent": _absent(municipality, joinable),
            "whole": site.catalog.spatial.name if site.catalog.spatial else None,
            "line_of": line_of,
            "compared": compared,
            "ages": _ages(municipality, site),
        }
        yield Page(links.municipality(municipality.code), "pages/municipality.html", data)


def _compared(
    listed: Sequence[Municipality], dataset: str, resource: str, field: str
) -> list[tuple[Municipality, AreaFigure]]:
    """Return the figure of each that has one, the highest first; none where they are too many."""
    figures = [
        (municipality, figure)
        for municipality in (listed if len(listed) <= _MOST else ())
        for table in municipality.tables
        for figure in table.figures
        if (table.dataset.id, table.resource.name, figure.field.name) == (dataset, resource, field)
    ]
    return sorted(figures, key=lambda pair: pair[1].rank)


def _ages(municipality: Municipality, site: Site) -> dict[str, Freshness]:
    """Return how old the data of each dataset are that has rows for it."""
    return {
        table.dataset.id: freshness(None, "", site.as_of, table.dataset.temporal)
        for table in municipality.tables
    }


def _absent(municipality: Municipality, joinable: Sequence[Dataset]) -> list[Dataset]:
    """Return the datasets that could have rows for it and have none."""
    present = {table.dataset.id for table in municipality.tables}
    return [dataset for dataset in joinable if dataset.id not in present]


def _joinable(site: Site) -> list[Dataset]:
    """Return the datasets, beside the register, that have a column of codes."""
    register = site.catalog.municipalities
    return [
        dataset
        for dataset in site.catalog.datasets
        if register and dataset.id != register.dataset
        if any(code_fields(resource, register) for resource in dataset.resources)
    ]


page_kind = PageKind(_pages)
