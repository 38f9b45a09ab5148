"""The ways to narrow a list of datasets down: by theme, publisher, format, year and more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from hiraku.model import Dataset, Party, Text, Words
from hiraku.publishing.site import links
from hiraku.publishing.site.download_formats import formats_of
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site
from hiraku.reserved_names import (
    FACETS,
    FORMAT,
    FREQUENCY,
    MUNICIPALITY,
    NO_THEME,
    PUBLISHER,
    THEME,
    YEAR,
)

# A dataset of a longer time is listed under its newest years.
_YEARS = 50


class FacetValue(Struct, frozen=True):
    """`name` stands in addresses; the words for a frequency or a year are the theme's."""

    name: str
    title: Words | None
    datasets: tuple[PublishedDataset, ...]
    description: Text | None = None


class Facet(Struct, frozen=True):
    """`used` are the values that datasets have: every list links them, and only them."""

    id: str
    values: tuple[FacetValue, ...]
    used: tuple[FacetValue, ...]

    def url(self, value: FacetValue) -> str:
        """Return where the datasets of a value are listed: of a municipality, on its own page."""
        if self.id == MUNICIPALITY:
            return links.municipality(value.name)
        return links.facet(self.id, value.name)


def facets(site: Site) -> tuple[Facet, ...]:
    """Return each facet with the values that datasets have."""
    values = {
        THEME: _themes(site),
        PUBLISHER: _publishers(site),
        FORMAT: _formats(site),
        FREQUENCY: _frequencies(site),
        YEAR: _years(site),
        MUNICIPALITY: _municipalities(site),
    }
    return tuple(_facet(name, tuple(values[name])) for name in FACETS)


def _facet(name: str, values: tuple[FacetValue, ...]) -> Facet:
    return Facet(name, values, tuple(value for value in values if value.datasets))


def publisher_name(party: Party | None) -> str | None:
    """Return what a publisher is called in addresses: its code, else its name."""
    return (party.code or str(party.name)) if party else None


def _themes(site: Site) -> Iterator[FacetValue]:
    """Yield every theme, also those without datasets: `catalog.ttl` names their addresses.

    Beside them there is what has none of them, in the words of the theme.
    """
    members: dict[str, list[PublishedDataset]] = defaultdict(list)
    for published in site.datasets:
        members[listed_theme(site, published.dataset)].append(published)
    for theme in site.catalog.themes:
        own = tuple(members.get(theme.name, ()))
        yield FacetValue(theme.name, theme.title, own, theme.description)
    if len(members) > 1 and NO_THEME in members:
        yield FacetValue(NO_THEME, None, tuple(members[NO_THEME]))


def listed_theme(site: Site, dataset: Dataset) -> str:
    """Return the name of the theme under which lists have a dataset."""
    known = any(theme.name == dataset.theme for theme in site.catalog.themes)
    return dataset.theme if known and dataset.theme else NO_THEME


def _publishers(site: Site) -> Iterator[FacetValue]:
    members: dict[str, list[PublishedDataset]] = {}
    for published in site.datasets:
        if name := publisher_name(published.dataset.publisher):
            members.setdefault(name, []).append(published)
    for name, datasets in members.items():
        party = datasets[0].dataset.publisher
        yield FacetValue(name, party.name if party else None, tuple(datasets))


def _formats(site: Site) -> Iterator[FacetValue]:
    members: dict[tuple[str, Words], list[PublishedDataset]] = {}
    for published in site.datasets:
        for download in formats_of(published):
            members.setdefault((download.extension, download.title), []).append(published)
    for (extension, title), datasets in members.items():
        yield FacetValue(extension, title, tuple(datasets))


def _frequencies(site: Site) -> Iterator[FacetValue]:
    members: dict[str, list[PublishedDataset]] = {}
    for published in site.datasets:
        if published.dataset.update_frequency:
            members.setdefault(published.dataset.update_frequency, []).append(published)
    for name, datasets in sorted(members.items(), key=lambda pair: -len(pair[1])):
        yield FacetValue(name, None, tuple(datasets))


def years_of(dataset: Dataset) -> tuple[str, ...]:
    """Return the years that its data cover, the newest first."""
    if not dataset.temporal:
        return ()
    first, last = (int(moment[:4]) for moment in (dataset.temporal.start, dataset.temporal.end))
    return tuple(f"{year:04}" for year in range(last, max(first, last - _YEARS + 1) - 1, -1))


def municipalities_of(site: Site) -> Mapping[str, tuple[str, ...]]:
    """Return for each dataset's id the codes of the municipalities that it has rows for."""
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    for municipality in site.municipalities:
        for table in municipality.tables:
            codes[table.dataset.id][municipality.code] = None
    return {identifier: tuple(held) for identifier, held in codes.items()}


def _years(site: Site) -> Iterator[FacetValue]:
    members: dict[str, list[PublishedDataset]] = defaultdict(list)
    for published in site.datasets:
        for year in years_of(published.dataset):
            members[year].append(published)
    for year in sorted(members, reverse=True):
        yield FacetValue(year, None, tuple(members[year]))


def _municipalities(site: Site) -> Iterator[FacetValue]:
    codes = municipalities_of(site)
    members: dict[str, list[PublishedDataset]] = defaultdict(list)
    for published in site.datasets:
        for code in codes.get(published.dataset.id, ()):
            members[code].append(published)
    for municipality in site.municipalities:
        held = tuple(members[municipality.code])
        yield FacetValue(municipality.code, municipality.name, held)
