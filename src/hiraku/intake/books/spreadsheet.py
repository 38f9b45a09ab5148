"""Workbooks of old Excel (BIFF) and of OpenDocument: values, merged cells, hidden sheets.

The reader tells no styles, formulas, objects and, of old Excel, hidden rows; a sheet says so in
`unknown`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import python_calamine
from msgspec.structs import replace

from hiraku.intake.books.opendocument_hidden import HiddenParts, hidden_parts
from hiraku.intake.ooxml.package import Unreadable
from hiraku.intake.sheets import Book, Cell, Range, Sheet, Visibility
from hiraku.intake.shown import shown

suffixes = {".xls", ".ods"}

UNKNOWN = frozenset({"styles", "formulas", "hidden-rows", "floating", "comments", "errors"})


def read(path: Path) -> Book:
    """Read every sheet; raise `Unreadable` where the file is locked or damaged."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        tables = [meta for meta in book.sheets_metadata if _name(meta.typ) == "WorkSheet"]
        hidden = hidden_parts(path) if zipfile.is_zipfile(path) else {}
        sheets = tuple(_with_hidden(_sheet(book, meta), hidden.get(meta.name)) for meta in tables)
    except Exception as error:  # whatever it raises, it is no sound workbook
        raise Unreadable(str(error)) from error
    return Book(path.name, path.suffix.lstrip(".").lower(), sheets)


def _sheet(book: Any, meta: Any) -> Sheet:
    sheet = book.get_sheet_by_name(meta.name)
    ranges = sheet.merged_cell_ranges or []
    return Sheet(
        name=meta.name,
        rows=[[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)],
        visibility=Visibility(_name(meta.visible).lower().replace("veryhidden", "very-hidden")),
        merged=sorted(
            Range(top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in ranges
        ),
        unknown=UNKNOWN,
    )


def _with_hidden(sheet: Sheet, hidden: HiddenParts | None) -> Sheet:
    """Return a sheet with what it hides, where its format lets that be told."""
    if hidden is None:
        return sheet
    return replace(
        sheet,
        hidden_rows=frozenset(_spread(hidden.rows, len(sheet.rows))),
        hidden_columns=frozenset(_spread(hidden.columns, sheet.width)),
        comments=tuple(hidden.comments),
        comment_texts=tuple(hidden.texts),
        unknown=UNKNOWN - {"hidden-rows", "comments"},
    )


def _spread(runs: Iterable[tuple[int, int]], most: int) -> Iterator[int]:
    for first, last in runs:
        yield from range(first, min(last, most) + 1)


def _cell(value: Any) -> Cell:
    if value in ("", None):
        return Cell()
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15  # noqa: PLR2004
    exact = int(value) if whole else value
    return Cell(exact, shown(exact))


def _name(kind: Any) -> str:
    return str(kind).rpartition(".")[2]
