"""Workbooks of Excel: the values that its cells show, from A1 on, and formulas that failed.

What a workbook would fill in memory is looked at before it is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hiraku.model import Resource
from hiraku.problems import Place, Problem, Refused
from hiraku.reading.files.sheet_grid import SheetGrid
from hiraku.reading.records.sheets import (
    MAX_CELLS,
    Cell,
    Failure,
    SheetRecords,
    chosen,
    grid_records,
    merged_cells,
)
from hiraku.reading.records.table_format import TableFormat
from hiraku.reading.records.workbooks.biff import DamagedError
from hiraku.reading.records.workbooks.xls_parts import xls_parts
from hiraku.reading.records.workbooks.xlsx_parts import XlsxParts, looked_through

# ISO/IEC 29500-1, 18.3.1.4: no cell lies beyond XFD.
_MAX_COLUMNS = 16_384
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def _read(path: Path, resource: Resource, place: Place) -> SheetRecords:
    """Read one sheet; raise `Refused` where the file is no workbook or has no such sheet."""
    book = _workbook(path, place)
    tables = [table for table in book.sheets_metadata if _name_of(table.typ) == "WorkSheet"]
    hidden = frozenset(table.name for table in tables if _name_of(table.visible) != "Visible")
    name, problems = chosen([table.name for table in tables], hidden, resource, place)
    parts = looked_through(path, name) if _starts(path, _ZIP) else XlsxParts()
    errors = _errors_of_old(path, book, name, place) if _starts(path, _OLE) else parts.errors
    too_large = Refused(Problem("workbook-too-large", place, {"limit": f"{MAX_CELLS:,}"}))
    if parts.cells > MAX_CELLS:
        raise too_large
    sheet = book.get_sheet_by_name(name)
    if sheet.total_width > _MAX_COLUMNS:
        raise too_large
    if not sheet.height:
        raise Refused(Problem("file-empty", place))
    ranges = sheet.merged_cell_ranges or []
    merged = merged_cells([(start[0] + 1, start[1] + 1) for start, _ in ranges], place)
    records = grid_records(_from_a1(sheet), resource, errors)
    return SheetRecords(
        records,
        (*problems, *merged),
        SheetGrid(name, head=max(resource.dialect.header_rows, default=1)),
    )


def _errors_of_old(path: Path, book: Any, name: str, place: Place) -> Mapping[Cell, Failure]:
    """Return the cells of a sheet of the old format whose value is not known."""
    number = [sheet.name for sheet in book.sheets_metadata].index(name)
    try:
        return xls_parts(path, number).errors
    except DamagedError:
        raise Refused(Problem("workbook-unreadable", place, hint="damaged")) from None


def _from_a1(sheet: Any) -> Iterator[list[Any]]:
    """Yield the rows from A1 on, one after the other: the reader begins with the first column."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    return ([*before, *row] for row in sheet.iter_rows())


def _workbook(path: Path, place: Place) -> Any:
    import python_calamine  # noqa: PLC0415 - only where there is a workbook

    kind = _no_workbook(path)
    if kind is None and _starts(path, _ZIP) and not looked_through(path).admissible:
        raise Refused(Problem("workbook-too-large", place, {"limit": f"{MAX_CELLS:,}"}))
    if kind is None:
        try:
            return python_calamine.CalamineWorkbook.from_path(path)
        except python_calamine.PasswordError:
            kind = "password"
        except Exception:  # noqa: BLE001 - whatever it raises, it is no sound workbook
            kind = "damaged"
    raise Refused(Problem("workbook-unreadable", place, hint=kind))


def _no_workbook(path: Path) -> str | None:
    """Return what the file is instead: text or HTML under a workbook's name, or locked."""
    if _starts(path, _OLE):
        return _locked_or_damaged(path)
    if _starts(path, _ZIP):
        return None
    head = path.read_bytes()[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(b"<"):
        return "html"
    return "text" if head and b"\0" not in head else "damaged"


def _locked_or_damaged(path: Path) -> str | None:
    """Tell of a compound file whether it is locked: a new workbook in it, or the records of old."""
    if _LOCKED in path.read_bytes():
        return "password"
    try:
        return "password" if xls_parts(path).locked else None
    except DamagedError:
        return "damaged"


def _name_of(kind: Any) -> str:
    return str(kind).rpartition(".")[2]


def _starts(path: Path, mark: bytes) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(mark)) == mark


table_format = TableFormat(
    suffixes={".xlsx", ".xlsm", ".xls"},
    media_types={
        "application/vnd.ms-excel",
        "application/vnd.ms-excel.sheet.macroenabled.12",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    },
    damaged="workbook-unreadable",
    harmless_bytes=-1,
    read=_read,
)
