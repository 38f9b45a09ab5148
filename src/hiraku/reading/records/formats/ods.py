"""OpenDocument spreadsheets: the typed values of one sheet, repeated cells written out.

OpenDocument 1.3, part 3, 9.1. Of merged cells only the first is read, as in a workbook of Excel.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from hiraku.model import Resource
from hiraku.problems import Place, Problem, Refused
from hiraku.reading.files.sheet_grid import SheetGrid
from hiraku.reading.records.sheets import (
    MAX_CELLS,
    UNCALCULATED,
    Cell,
    Failure,
    SheetRecords,
    chosen,
    grid_records,
    merged_cells,
)
from hiraku.reading.records.table_format import TableFormat
from hiraku.reading.records.workbooks.ods_cells import FAILED, NAMES, is_calculated, value

_MAX_BYTES = 256 * 1024 * 1024
_TABLE, _ROW, _CELL = (
    NAMES % ("table", element) for element in ("table", "table-row", "table-cell")
)
_COVERED = NAMES % ("table", "covered-table-cell")
_STYLE, _LOOKS = NAMES % ("style", "style"), NAMES % ("style", "table-properties")


def _read(path: Path, resource: Resource, place: Place) -> SheetRecords:
    """Read one sheet; raise `Refused` where the file is no spreadsheet or has no such sheet."""
    tree = _content(path, place)
    tables = {_told(table, "name"): table for table in tree.iter(_TABLE)}
    name, problems = chosen(list(tables), frozenset(_hidden(tree)), resource, place)
    grid = _grid(tables[name], place)
    if not grid.rows:
        raise Refused(Problem("file-empty", place))
    merged = merged_cells(grid.merged, place)
    records = grid_records(grid.rows, resource, grid.errors)
    return SheetRecords(
        records,
        (*problems, *merged),
        SheetGrid(name, head=max(resource.dialect.header_rows, default=1)),
    )


def _content(path: Path, place: Place) -> Element:
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo("content.xml").file_size > _MAX_BYTES:
                raise Refused(Problem("workbook-too-large", place, {"limit": f"{MAX_CELLS:,}"}))
            content = archive.read("content.xml")
        if b"<!DOCTYPE" in content:
            raise Refused(Problem("workbook-unreadable", place, hint="damaged"))
        return ET.fromstring(content)  # noqa: S314 - without a DTD there is nothing to swell
    except (zipfile.BadZipFile, KeyError, ET.ParseError, OSError, RuntimeError):
        raise Refused(Problem("workbook-unreadable", place, hint="damaged")) from None


def _hidden(tree: Element) -> Iterator[str]:
    """Yield the names of the sheets whose style says that they are not displayed."""
    styles = {
        style.get(NAMES % ("style", "name"))
        for style in tree.iter(_STYLE)
        if any(_told(looks, "display") == "false" for looks in style.iter(_LOOKS))
    }
    yield from (
        _told(table, "name") for table in tree.iter(_TABLE) if _told(table, "style-name") in styles
    )


class _Grid(Struct):
    """Values down to the last row that has any, failed formulas, and where merged cells begin."""

    rows: list[list[Any]] = field(default_factory=list)
    errors: dict[Cell, Failure] = field(default_factory=dict)
    merged: list[Cell] = field(default_factory=list)


def _grid(table: Element, place: Place) -> _Grid:
    grid = _Grid()
    rows = grid.rows
    blank = cells = 0
    for row in table.iter(_ROW):
        values, failed = _values(row, MAX_CELLS - cells, place)
        times = _repeated(row, "rows")
        grid.merged.extend((len(rows) + blank + 1, column) for column in _spanning(row))
        if not values:
            blank += times
            continue
        cells += len(values) * times + blank
        if cells > MAX_CELLS:
            raise Refused(Problem("workbook-too-large", place, {"limit": f"{MAX_CELLS:,}"}))
        rows.extend([] for _ in range(blank))
        rows.extend(values for _ in range(times))
        grid.errors |= {(len(rows), column): text for column, text in failed.items()}
        blank = 0
    return grid


def _values(row: Element, room: int, place: Place) -> tuple[list[Any], dict[int, Failure]]:
    values: list[Any] = []
    failed: dict[int, Failure] = {}
    blank = 0
    for cell, times in _cells(row):
        content = value(cell) if cell.tag == _CELL else None
        formula = _told(cell, "formula")
        unknown = formula and not is_calculated(cell)
        if not unknown and (content is None or content == ""):
            blank += times
            continue
        if len(values) + blank + times > room:
            raise Refused(Problem("workbook-too-large", place, {"limit": f"{MAX_CELLS:,}"}))
        values += [None] * blank + [content] * times
        blank = 0
        if unknown:
            failed |= dict.fromkeys(range(len(values) - times + 1, len(values) + 1), UNCALCULATED)
        elif formula and str(content).startswith(FAILED):
            failed[len(values)] = Failure("cell-error", str(content))
    return values, failed


def _spanning(row: Element) -> Iterator[int]:
    """Yield the columns (from 1) of the cells that cover others."""
    column = 1
    for cell, times in _cells(row):
        if {_told(cell, f"number-{what}-spanned", "1") for what in ("rows", "columns")} != {"1"}:
            yield column
        column += times


def _cells(row: Element) -> Iterator[tuple[Element, int]]:
    """Yield the cells of a row, each with how often it is repeated."""
    for cell in row:
        if cell.tag in (_CELL, _COVERED):
            yield cell, _repeated(cell, "columns")


def _repeated(element: Element, what: str) -> int:
    """Return how often it is repeated: a positive number in OpenDocument."""
    times = int(_told(element, f"number-{what}-repeated", "1"))
    if times < 1:
        raise ValueError(f"number-{what}-repeated: {times}")
    return times


def _told(element: Element, what: str, otherwise: str = "") -> str:
    return element.get(NAMES % ("table", what), otherwise)


table_format = TableFormat(
    suffixes={".ods"},
    media_types={"application/vnd.oasis.opendocument.spreadsheet"},
    damaged="workbook-unreadable",
    harmless_bytes=-1,
    read=_read,
)
