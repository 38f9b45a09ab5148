"""The municipalities as tiles, each in its place, with how many datasets have rows for it."""

from __future__ import annotations

from msgspec import Struct

from hiraku.model import Text, Tile
from hiraku.publishing.site.published.municipality import Municipality
from hiraku.publishing.site.published.site import Site


class Covered(Struct, frozen=True):
    """`shade` is 0 where no dataset has rows, else 1 to 3 by how many have."""

    tile: Tile
    municipality: Municipality
    shade: int

    @property
    def label(self) -> Text:
        return self.tile.label


def tiles(site: Site) -> tuple[Covered, ...]:
    """Return the tiles of the register's municipalities in reading order, row by row."""
    known = {municipality.code: municipality for municipality in site.municipalities}
    most = max((municipality.datasets for municipality in known.values()), default=0)
    ordered = sorted(site.catalog.tiles, key=lambda tile: (tile.row, tile.column))
    return tuple(
        Covered(
            municipality, known[municipality.code], _shade(known[municipality.code].datasets, most)
        )
        for municipality in ordered
        if municipality.code in known
    )


def _shade(number: int, most: int) -> int:
    return -(-3 * number // most) if number else 0
