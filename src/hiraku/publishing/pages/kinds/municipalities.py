"""The municipalities: a list, and a page for each with every row that the catalog has for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from hiraku.freshness import Freshness, freshness
from hiraku.model import Dataset
from hiraku.publishing.pages.area_lines import line_of
from hiraku.publishing.pages.long_lists import parts
from hiraku.publishing.pages.page_kind import PageKind
from hiraku.publishing.rendering.page import Page
from hiraku.publishing.site import links
from hiraku.publishing.site.published.municipality import (
    AreaFigure,
    Municipality,
    MunicipalityRows,
)
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.tables.municipalities import code_fields

# More than these are looked up in the dataset, not read beside each other.
_MOST = 60
# Tables on one page: more would take long to scroll through.
_TABLES = 12


def _pages(site: Site) -> Iterator[Page]:
    listed = site.municipalities
    if listed:
        covered = sum(bool(municipality.tables) for municipality in listed)
        data = {"municipalities": listed, "covered": covered}
        yield Page(links.municipalities(), "pages/municipalities.html", data)
    joinable = _joinable(site)
    compared = _compared(listed)
    for place, municipality in enumerate(listed):
        shared = {
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
        url, tables = links.municipality(municipality.code), _told_first(municipality)
        for part in parts(url, tables, _TABLES):
            yield Page(part.path, "pages/municipality.html", {"part": part, **shared})


def _told_first(municipality: Municipality) -> list[MunicipalityRows]:
    """Return what there is of a municipality, with that first of which figures are told."""
    return sorted(municipality.tables, key=lambda table: not table.figures)


def _compared(
    listed: Sequence[Municipality],
) -> Callable[[str, str, str], list[tuple[Municipality, AreaFigure]]]:
    """Return what looks up, by dataset, resource and field, the figures of all, the highest first.

    It finds none where they are too many.
    """
    figures: dict[tuple[str, str, str], list[tuple[Municipality, AreaFigure]]] = defaultdict(list)
    for municipality in listed if len(listed) <= _MOST else ():
        for table in municipality.tables:
            for figure in table.figures:
                key = table.dataset.id, table.resource.name, figure.field.name
                figures[key].append((municipality, figure))
    for pairs in figures.values():
        pairs.sort(key=lambda pair: pair[1].rank)
    return lambda *key: figures.get(key, [])


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
