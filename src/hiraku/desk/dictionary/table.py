"""A dictionary of a schema's fields as a table that an official edits, as a workbook or a CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it brings no types

from hiraku.admitted import demand_file
from hiraku.checking.types.field_type import field_types
from hiraku.checking.types.formulas import quoted, unquoted
from hiraku.confined.calls import Died, call
from hiraku.desk.survey import LIMITS
from hiraku.errors import UsageError
from hiraku.intake.ooxml.package import Unreadable
from hiraku.intake.opening import open_book
from hiraku.languages import say

HEADS = {
    "name": "desk.dictionary-name",
    "title": "desk.dictionary-title",
    "type": "desk.dictionary-type",
    "unit": "desk.dictionary-unit",
    "description": "desk.dictionary-description",
    "enum": "desk.dictionary-enum",
    "example": "desk.dictionary-example",
}
"""The head of each column by the property that it holds."""

KEYS = tuple(HEADS)
_WIDTHS = (24, 28, 12, 12, 60, 40, 20)
_ROWS = 10_000


class FieldChange(Struct, frozen=True):
    """One property of a field that the table says otherwise; `after` is None where it is gone."""

    field: str
    key: str
    before: Any
    after: Any


def heads(language: str) -> list[str]:
    return [say(language, key) for key in HEADS.values()]


def rows(tree: Any) -> Iterator[list[str]]:
    """Yield a row for each field of a schema, as `KEYS` names its cells; codes stand on lines."""
    for field in tree["fields"]:
        values = {**field, "enum": field.get("constraints", {}).get("enum", ())}
        yield [_cell(values.get(key)) for key in KEYS]


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def written(tree: Any, path: Path, language: str) -> bytes:
    """Return the table as the file's name wants it; in a workbook types are chosen from a list.

    In a CSV nothing is run as a formula: an apostrophe stands before it, which `read` takes away.
    """
    if path.suffix.lower() == ".csv":
        text = io.StringIO()
        lines = (map(quoted, row) for row in rows(tree))
        csv.writer(text, lineterminator="\r\n").writerows([heads(language), *lines])
        return text.getvalue().encode("utf-8-sig")
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        text_form = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "bg_color": "#E8ECF4", "bottom": 1})
        sheet = book.add_worksheet(say(language, "desk.dictionary-sheet"))
        for column, (title, width) in enumerate(zip(heads(language), _WIDTHS, strict=True)):
            sheet.set_column(column, column, width, text_form)
            sheet.write_string(0, column, title, head)
        for number, row in enumerate(rows(tree), 1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, text_form)
        kinds = {"validate": "list", "source": list(field_types())}
        sheet.data_validation(1, KEYS.index("type"), _ROWS, KEYS.index("type"), kinds)
        sheet.freeze_panes(1, 1)
    return out.getvalue()


def read(path: Path) -> list[list[str]]:
    """Return the cells of the table in a file; raise `UsageError` where it holds none."""
    demand_file(path)
    try:
        cells = call(LIMITS, cells_of, path)
    except Died as died:
        raise UsageError("desk.too-costly" if died.costly else "desk.damaged", file=path) from None
    if not cells:
        raise UsageError("desk.no-table", file=path)
    return [list(map(unquoted, row)) for row in cells] if path.suffix.lower() == ".csv" else cells


def cells_of(path: Path) -> list[list[str]]:
    """Return the texts of the first sheet's cells; for the worker."""
    try:
        sheet = open_book(path).sheets[0]
    except (Unreadable, IndexError):
        return []
    return [[cell.text for cell in row[: len(KEYS)]] for row in sheet.rows[:_ROWS]]


def changes(tree: Any, cells: Sequence[Sequence[str]], language: str) -> list[FieldChange]:
    """Return what the table says otherwise; raise `UsageError` where it is not this schema's."""
    if not cells or [cell.strip() for cell in cells[0]] != heads(language):
        raise UsageError("desk.dictionary-heads", heads=tuple(heads(language)))
    known = {row[0]: row for row in rows(tree)}
    stated = {row[0].strip(): row for row in _filled(cells[1:])}
    if set(known) != set(stated) or len(stated) != len(_filled(cells[1:])):
        odd = sorted(set(known) ^ set(stated)) or list(stated)
        raise UsageError("desk.dictionary-names", names=tuple(odd))
    return [
        FieldChange(name, key, before, _value(key, after))
        for name in known
        for key, before, after in zip(KEYS[1:], known[name][1:], stated[name][1:], strict=True)
        if before.strip() != after.strip()
    ]


def _filled(cells: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the rows that hold something, each as long as the head."""
    return [[*row, *[""] * (len(KEYS) - len(row))] for row in cells if any(map(str.strip, row))]


def _value(key: str, text: str) -> Any:
    kinds = list(field_types())
    if key == "type" and text.strip() not in kinds:
        raise UsageError("desk.no-choice", text=text.strip(), known=tuple(kinds))
    if key == "title" and not text.strip():
        raise UsageError("desk.no-title")
    if key == "enum":
        return [line.strip() for line in text.splitlines() if line.strip()] or None
    return text.strip() or None
