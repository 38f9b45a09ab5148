"""A file that is no workbook of today's Excel (CSV, XLS, ODS, with macros) as one: values alone.

Nothing is calculated and nothing comes to life: a text stays a text, whatever sign it begins with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it brings no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # the same

from hiraku.intake.sheets import Book, Cell, Sheet

MAX_ROWS, MAX_COLUMNS, MAX_TEXT = 1_048_576, 16_384, 32_767
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def write_plain(book: Book, out: Path) -> None:
    """Write each sheet in constant memory; raise `ValueError` where Excel has no room for one."""
    if any(len(sheet.rows) > MAX_ROWS or sheet.width > MAX_COLUMNS for sheet in book.sheets):
        raise ValueError(book.name)
    workbook = Workbook(str(out), {"constant_memory": True, "tmpdir": str(out.parent)})
    names: list[str] = []
    for sheet in book.sheets:
        names.append(_name(sheet.name, names))
        _write(workbook.add_worksheet(names[-1]), sheet, workbook.add_format({"num_format": "@"}))
    workbook.close()


def _name(name: str, taken: Sequence[str]) -> str:
    """Return a name that Excel takes."""
    plain = _short(_NO_NAME.sub("_", name), 31)
    known = {other.casefold() for other in taken}
    numbered = (f"{_short(plain, 26)} {number}" for number in range(2, len(taken) + 3))
    return (
        plain
        if plain.casefold() not in known
        else next(free for free in numbered if free.casefold() not in known)
    )


def _short(name: str, most: int) -> str:
    """Return the beginning of a name, as Excel counts (UTF-16), with no apostrophe around it."""
    units = name.strip("'").encode("utf-16-le", "surrogatepass")[: 2 * most]
    return units.decode("utf-16-le", "ignore").strip("'") or "1"


def _write(worksheet: Worksheet, sheet: Sheet, text: object) -> None:
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
                worksheet.write_string(row, column, _shown(cell), text)
            else:
                worksheet.write_number(row, column, cell.value)


def _shown(cell: Cell) -> str:
    shown = cell.text if not isinstance(cell.value, date | datetime) else cell.value.isoformat()
    return _CONTROL.sub("\ufffd", shown)[:MAX_TEXT]
