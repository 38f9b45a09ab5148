"""The grid of tiles against the catalog's register of municipalities: each has its tile, no other.

A tile with a wrong code would leave its municipality out of every picture, without a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.model import Catalog, Dataset, Register
from hiraku.problems import Place, Problem, Refused
from hiraku.reading.catalog.tile_grid import TILES_FILE
from hiraku.reading.tables import Tables


def tile_code_problems(catalog: Catalog, tables: Tables) -> Iterator[Problem]:
    """Yield each tile of no municipality, and each municipality without a tile."""
    register = catalog.municipalities
    listed = catalog.dataset(register.dataset) if register else None
    if not register or not listed or not catalog.tiles:
        return
    names = _names(listed, register, tables)
    if not names:
        return
    for tile in catalog.tiles:
        if tile.code not in names:
            place = Place(TILES_FILE, line=tile.line, key="code")
            yield Problem("tile-unknown", place, {"label": str(tile.label), "code": tile.code})
    for code in sorted(set(names) - {tile.code for tile in catalog.tiles}):
        yield Problem("tile-absent", Place(TILES_FILE), {"name": names[code], "code": code})


def _names(dataset: Dataset, register: Register, tables: Tables) -> dict[str, str]:
    """Return the name of each code; none where the table is not what it should be."""
    resource = dataset.resources[0]
    fields = [field.name for field in resource.schema.fields] if resource.schema else []
    try:
        table = tables.table(dataset, resource)
        columns = [f"c{fields.index(name) + 1}" for name in (register.code, register.name)]
    except (Refused, ValueError):
        return {}
    if list(table.labels) != fields:
        return {}
    query = f"SELECT {', '.join(columns)} FROM {table.sql}"
    return dict(tables.connection.execute(query).fetchall())
