"""The grid of tiles against the catalog's register of municipalities: each has its tile, no other.

A tile with a wrong code would leave its municipality out of every picture, without a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.checking.keys.municipality_names import register_names
from hiraku.model import Catalog
from hiraku.problems import Place, Problem
from hiraku.reading.catalog.tile_grid import TILES_FILE
from hiraku.reading.tables import Tables


def tile_code_problems(catalog: Catalog, tables: Tables) -> Iterator[Problem]:
    """Yield each tile of no municipality, and each municipality without a tile."""
    register = catalog.municipalities
    listed = catalog.dataset(register.dataset) if register else None
    if not register or not listed or not catalog.tiles:
        return
    names = register_names(listed, register, tables)
    if not names:
        return
    for tile in catalog.tiles:
        if tile.code not in names:
            place = Place(TILES_FILE, line=tile.line, key="code")
            yield Problem("tile-unknown", place, {"label": str(tile.label), "code": tile.code})
    for code in sorted(set(names) - {tile.code for tile in catalog.tiles}):
        yield Problem("tile-absent", Place(TILES_FILE), {"name": names[code], "code": code})
