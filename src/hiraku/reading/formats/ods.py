"""OpenDocument spreadsheets: the typed values of one sheet, repeated cells written out.

OpenDocument 1.3, part 3, 9.1 and 19.385 (`office:value-type`).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from hiraku.model import Resource
from hiraku.problems import Place, Problem, Refused
from hiraku.reading.sheets import MAX_CELLS, Cell, Sheet, chosen, grid_records

suffixes = {".ods"}

MAX_BYTES = 256 * 1024 * 1024
_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"
_TABLE, _ROW, _CELL = (_NAMES % ("table", each) for each in ("table", "table-row", "table-cell"))
_COVERED = _NAMES % ("table", "covered-table-cell")
_NOTE = _NAMES % ("office", "annotation")
_FAILED = ("#", "Err:")


def read(path: Path, resource: Resource, place: Place) -> Sheet:
    """Read one sheet; raise `Refused` where the file is no spreadsheet or has no such sheet."""
    tables = {each.get(_NAMES % ("table", "name"), ""): each for each in _tables(path, place)}
    name, problems = chosen(list(tables), frozenset(), resource, place)
    rows, errors = _rows(tables[name], place)
    if not rows:
        raise Refused(Problem("file-empty", place))
    return Sheet(grid_records(rows, resource, errors), problems)


def _tables(path: Path, place: Place) -> list[Element]:
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo("content.xml").file_size > MAX_BYTES:
                raise Refused(Problem("workbook-too-large", place, {"limit": f"{MAX_CELLS:,}"}))
            content = archive.read("content.xml")
        if b"<!DOCTYPE" in content:
            raise Refused(Problem("workbook-unreadable", place, hint="damaged"))
        tree = ET.fromstring(content)  # noqa: S314 - without a DTD there is nothing to swell
        return list(tree.iter(_TABLE))
    except (zipfile.BadZipFile, KeyError, ET.ParseError, OSError, RuntimeError):
        raise Refused(Problem("workbook-unreadable", place, hint="damaged")) from None


def _rows(table: Element, place: Place) -> tuple[list[list[Any]], dict[Cell, str]]:
    """Return the values down to the last row that has any, and the failed formulas."""
    rows: list[list[Any]] = []
    errors: dict[Cell, str] = {}
    blank = cells = 0
    for each in table.iter(_ROW):
        values, failed = _values(each, MAX_CELLS - cells, place)
        times = _repeated(each, "rows")
        if not values:
            blank += times
            continue
        cells += len(values) * times + blank
        if cells > MAX_CELLS:
            raise Refused(Problem("workbook-too-large", place, {"limit": f"{MAX_CELLS:,}"}))
        rows.extend([] for _ in range(blank))
        rows.extend(values for _ in range(times))
        errors |= {(len(rows), column): text for column, text in failed.items()}
        blank = 0
    return rows, errors


def _values(row: Element, room: int, place: Place) -> tuple[list[Any], dict[int, str]]:
    values: list[Any] = []
    failed: dict[int, str] = {}
    blank = 0
    for each in row:
        if each.tag not in (_CELL, _COVERED):
            continue
        value, times = _value(each), _repeated(each, "columns")
        if value is None or value == "":
            blank += times
            continue
        if len(values) + blank + times > room:
            raise Refused(Problem("workbook-too-large", place, {"limit": f"{MAX_CELLS:,}"}))
        values += [None] * blank + [value] * times
        blank = 0
        if each.get(_NAMES % ("table", "formula")) and str(value).startswith(_FAILED):
            failed[len(values)] = str(value)
    return values, failed


def _repeated(element: Element, what: str) -> int:
    return int(element.get(_NAMES % ("table", f"number-{what}-repeated"), "1"))


def _value(cell: Element) -> Any:
    kind = cell.get(_NAMES % ("office", "value-type"))
    number = cell.get(_NAMES % ("office", "value"))
    text = "\n".join(_paragraphs(cell))
    if kind in {"float", "percentage", "currency"} and number and not text.startswith(_FAILED):
        return float(number)
    if kind == "boolean":
        return cell.get(_NAMES % ("office", "boolean-value")) == "true"
    if kind == "date":
        return _moment(cell.get(_NAMES % ("office", "date-value"), ""), text)
    return cell.get(_NAMES % ("office", "string-value")) or text


def _paragraphs(cell: Element) -> Iterator[str]:
    for each in cell:
        if each.tag != _NOTE:
            yield "".join(each.itertext())


def _moment(written: str, otherwise: str) -> Any:
    try:
        is_day = len(written) == len("2022-08-31")
        return date.fromisoformat(written) if is_day else datetime.fromisoformat(written)
    except ValueError:
        return otherwise
