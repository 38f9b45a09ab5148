"""What a sheet of old Excel tells beside its values: formulas that failed or have none, no days.

[MS-XLS] 2.4.24 BoolErr, 2.4.127 Formula, 2.5.133 FormulaValue, 2.4.175 MulRk, 2.4.180 Number,
2.4.220 RK, 2.5.10 BErr. The reader of workbooks takes a failed formula for an empty cell.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

from hiraku.reading.records.sheets import UNCALCULATED, Cell, Failure
from hiraku.reading.records.workbooks.biff import DamagedError, Record, records, stream_of
from hiraku.reading.records.workbooks.number_formats import is_no_moment
from hiraku.reading.records.workbooks.xls_book import XlsBook, book_of

_FORMULA, _MULTIPLE, _NUMBER, _TRUTH, _RK = 0x0006, 0x00BD, 0x0203, 0x0205, 0x027E
_CELL, _RESULT, _DOUBLE = struct.Struct("<HHH"), struct.Struct("<8sH"), struct.Struct("<d")
_TRUTH_VALUE, _STYLED, _ROW = struct.Struct("<BB"), struct.Struct("<HI"), struct.Struct("<HH")
_NO_NUMBER = b"\xff\xff"
_ERROR, _BLANK = 2, 3
_ALWAYS = 1
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip


class XlsParts(Struct):
    """`errors` are the cells whose value is not known, `formulas` those that were calculated."""

    locked: bool = False
    errors: dict[Cell, Failure] = field(default_factory=dict)
    formulas: set[Cell] = field(default_factory=set)


def xls_parts(path: Path, sheet: int | None = None) -> XlsParts:
    """Look through the records of a sheet, by its number from 0, or only whether they are locked.

    Raises `DamagedError` where they cannot be followed.
    """
    return parts_of(stream_of(path), sheet)


def parts_of(stream: memoryview, sheet: int | None = None) -> XlsParts:
    """Do the same with the stream of a workbook."""
    book = book_of(records(stream))
    if book.locked or sheet is None:
        return XlsParts(locked=book.locked)
    if sheet >= len(book.sheets):
        raise DamagedError
    try:
        return _sheet(records(stream, book.sheets[sheet]), book)
    except struct.error as error:
        raise DamagedError from error


def _sheet(cells: Iterator[Record], book: XlsBook) -> XlsParts:
    parts, empty, calculated = XlsParts(), list[Cell](), book.calculated
    for kind, content in cells:
        if kind == _FORMULA:
            cell, failure = _formula(content)
            parts.formulas.add(cell)
            if failure is UNCALCULATED:
                empty.append(cell)
            elif failure:
                parts.errors[cell] = failure
            calculated = calculated or failure is None
        elif kind == _TRUTH and (failed := _failed(content)):
            parts.errors[failed[0]] = failed[1]
        for cell, number, style in _numbers(kind, content):
            if is_no_moment(number, day=book.days.get(style), from_1904=book.from_1904):
                parts.errors[cell] = Failure("date-impossible", f"{number:.15g}")
    if not calculated:
        parts.errors |= dict.fromkeys(empty, UNCALCULATED)
    return parts


def _formula(content: memoryview) -> tuple[Cell, Failure | None]:
    """Return a formula's cell, and what its value is if it may be none.

    An empty text is what a formula gives whose condition does not hold, and what is written where
    nothing was calculated; likewise 0 of one that is to be calculated at each opening.
    """
    row, column, _ = _CELL.unpack_from(content)
    value, flags = _RESULT.unpack_from(content, _CELL.size)
    cell = row + 1, column + 1
    if value.endswith(_NO_NUMBER):
        if value[0] == _ERROR:
            return cell, _error(value[2])
        return cell, UNCALCULATED if value[0] == _BLANK else None
    return cell, UNCALCULATED if not any(value) and flags & _ALWAYS else None


def _failed(content: memoryview) -> tuple[Cell, Failure] | None:
    row, column, _ = _CELL.unpack_from(content)
    value, is_error = _TRUTH_VALUE.unpack_from(content, _CELL.size)
    return ((row + 1, column + 1), _error(value)) if is_error else None


def _error(code: int) -> Failure:
    return Failure("cell-error", _ERRORS.get(code, f"#{code}"))


def _numbers(kind: int, content: memoryview) -> Iterator[tuple[Cell, float, int]]:
    """Yield each number of a record: its cell, the number, and the style it is shown in."""
    if kind in (_NUMBER, _FORMULA, _RK):
        row, column, style = _CELL.unpack_from(content)
        at = _CELL.size
        if kind == _RK:
            yield (row + 1, column + 1), _rk(*struct.unpack_from("<I", content, at)), style
        elif kind == _NUMBER or bytes(content[at + 6 : at + 8]) != _NO_NUMBER:
            yield (row + 1, column + 1), _DOUBLE.unpack_from(content, at)[0], style
    elif kind == _MULTIPLE:
        row, first = _ROW.unpack_from(content)
        for number, (style, value) in enumerate(_STYLED.iter_unpack(content[4:-2])):
            yield (row + 1, first + number + 1), _rk(value), style


def _rk(value: int) -> float:
    """Return a number of 30 bits (2.5.217): whole or the head of a double, or a hundredth."""
    if value & 2:
        whole = value >> 2
        number = float(whole - (1 << 30) if whole & (1 << 29) else whole)
    else:
        number = _DOUBLE.unpack(b"\0\0\0\0" + (value & ~3).to_bytes(4, "little"))[0]
    return number / 100 if value & 1 else number
