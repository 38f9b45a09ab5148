"""The grid of tiles: each municipality once, no two in one cell."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.model import Catalog, Key, Text, Tile
from hiraku.problems import Place, Problem, Value
from hiraku.reading.catalog.descriptor_parts import Codes, text
from hiraku.reading.descriptors.document import Document

TILES_FILE = "datasets/tile-grid.yaml"
TILES_SHAPE = "tile-grid"


def tiles_from(document: Document, codes: Codes) -> tuple[Tile, ...]:
    return tuple(
        Tile(
            tile["code"],
            text(tile, "label", codes) or Text({}),
            tile["column"],
            tile["row"],
            document.place("tiles", at, "code").line,
        )
        for at, tile in enumerate(document.value["tiles"])
    )


def tile_problems(document: Document, codes: Codes) -> Iterator[Problem]:
    """Yield each tile whose municipality or whose cell another one has already."""
    seen: dict[tuple[Key, ...], int] = {}
    for at, tile in enumerate(tiles_from(document, codes)):
        cell: tuple[Key, ...] = (tile.column, tile.row)
        for key, taken, hint in ((("code", tile.code), "code", None), (cell, "column", "cell")):
            if key in seen:
                first = document.place("tiles", seen[key], taken)
                values: dict[str, Value] = {
                    "label": str(tile.label),
                    "code": tile.code,
                    "first_line": str(first.line),
                }
                yield Problem("tile-taken", document.place("tiles", at, taken), values, hint=hint)
            seen.setdefault(key, at)


def grid_problems(catalog: Catalog) -> Iterator[Problem]:
    """Yield each view of tiles in a catalog that does not say where the tiles stand."""
    if (catalog.root / TILES_FILE).exists():
        return
    for dataset in catalog.datasets:
        for view in dataset.views:
            if view.kind == "tile-grid":
                keys = ("views", view.position, "specType")
                place = Place(
                    dataset.origin.file,
                    line=dataset.origin.line(*keys),
                    key=".".join(map(str, keys)),
                )
                yield Problem("tiles-missing", place, {"name": view.name, "wanted": TILES_FILE})
