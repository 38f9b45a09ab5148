"""The ways to narrow a list of datasets down: by theme, publisher, format, update frequency."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from hiraku.model import Party, Text, Words
from hiraku.publishing.site import links
from hiraku.publishing.site.download_formats import formats_of
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site
from hiraku.reserved_names import FACETS, FORMAT, FREQUENCY, PUBLISHER, THEME


class FacetValue(Struct, frozen=True):
    """`name` stands in addresses; a frequency has no title, for the theme's words tell it."""

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
        return links.facet(self.id, value.name)


def facets(site: Site) -> tuple[Facet, ...]:
    """Return each facet with the values that datasets have."""
    values = {
        THEME: _themes(site),
        PUBLISHER: _publishers(site),
        FORMAT: _formats(site),
        FREQUENCY: _frequencies(site),
    }
    return tuple(_facet(name, tuple(values[name])) for name in FACETS)


def _facet(name: str, values: tuple[FacetValue, ...]) -> Facet:
    return Facet(name, values, tuple(value for value in values if value.datasets))


def publisher_name(party: Party | None) -> str | None:
    """Return what a publisher is called in addresses: its code, else its name."""
    return (party.code or str(party.name)) if party else None


def _themes(site: Site) -> Iterator[FacetValue]:
    """Yield every theme, also those without datasets: `catalog.ttl` names their addresses."""
    for theme in site.catalog.themes:
        members = tuple(
            published for published in site.datasets if published.dataset.theme == theme.name
        )
        yield FacetValue(theme.name, theme.title, members, theme.description)


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
