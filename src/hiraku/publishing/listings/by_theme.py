"""The datasets of a site by theme, in the catalog's order; those without one come last."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from hiraku.model import Theme
from hiraku.publishing.listings.entries import ListEntry, entries
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site
from hiraku.reserved_names import NO_THEME

# So many can be read at a glance.
_FEW = 12


class ThemeGroup(Struct, frozen=True):
    theme: Theme | None
    datasets: tuple[PublishedDataset, ...]

    @property
    def name(self) -> str:
        """The name of the theme in addresses, or what stands for none."""
        return self.theme.name if self.theme else NO_THEME

    @property
    def entries(self) -> list[ListEntry]:
        """Its datasets, those of a series as one."""
        return entries(self.datasets)

    @property
    def foremost(self) -> list[ListEntry]:
        """Its entries: few in the order of the stewards; of many the newest data first."""
        listed = self.entries
        if len(listed) <= _FEW:
            return listed
        return sorted(listed, key=lambda entry: entry.as_of, reverse=True)


def grouped_by_theme(site: Site) -> Iterator[ThemeGroup]:
    """Yield each theme that has datasets, then one group without a theme for all others."""
    known = {theme.name for theme in site.catalog.themes}
    for theme in (*site.catalog.themes, None):
        members = tuple(
            published for published in site.datasets if _belongs(published, theme, known)
        )
        if members:
            yield ThemeGroup(theme, members)


def _belongs(published: PublishedDataset, theme: Theme | None, known: set[str]) -> bool:
    name = published.dataset.theme
    return name == theme.name if theme else name not in known
