"""An Excel template of a schema: a sheet to fill in, where each cell says what it wants.

The header row holds the field names that the CSV needs. Every column is text, so that no leading
zero is lost and no date is rewritten; the cells of a choice have a list to choose from, all others
show the field's title and rules when they are entered, and warn of what is beyond them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it brings no types
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # the same
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # the same

from hiraku.checking.types.field_type import Excel, type_of
from hiraku.languages import say
from hiraku.model import Field, Schema
from hiraku.publishing.site.site_path import StagePath, scratch_beside
from hiraku.publishing.tables.workbook.cell_limits import formula
from hiraku.publishing.tables.workbook.cell_limits import told as limits_told
from hiraku.publishing.tables.workbook.explained import TOLD, definitions, titles
from hiraku.publishing.tables.workbook.widths import widths

SHEETS = ("fill-in", "definitions", "choices")
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - fixed, so that one schema gives one file
LAST_ROW = 10_000
# What Excel allows in the message at a cell.
_TITLE, _MESSAGE = 32, 255


def write_template(schema: Schema, out: StagePath, code: str) -> None:
    """Write, in a language, a sheet to fill in, one of the definitions and one of choices."""
    with scratch_beside(out) as scratch, _workbook(out, scratch) as book:
        book.set_properties({"title": str(schema.title), "created": CREATED})
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"bold": True, "bg_color": "#E8ECF4", "bottom": 1})
        fill_in, defined, chosen = map(book.add_worksheet, titles(code, SHEETS))
        _to_fill_in(fill_in, schema.fields, _Look(head, text, code))
        _table(defined, [titles(code), *definitions(schema.fields, code)], head, text)
        _choices(chosen, schema.fields, head)


class _Look(Struct, frozen=True):
    """The formats of a header and of other cells, and the language of what is said there."""

    head: Any
    text: Any
    code: str


def _workbook(out: StagePath, scratch: StagePath) -> Any:
    return Workbook(str(out), {"tmpdir": str(scratch), "strings_to_formulas": False})


def _to_fill_in(sheet: Worksheet, fields: Sequence[Field], look: _Look) -> None:
    wide = widths([[str(column.title) for column in fields], [column.name for column in fields]])
    for column, (field, width) in enumerate(zip(fields, wide, strict=True)):
        sheet.set_column(column, column, width, look.text)
        sheet.write_string(0, column, field.name, look.head)
        sheet.data_validation(1, column, LAST_ROW, column, _asked(field, column, look.code))
    sheet.freeze_panes(1, 0)


def _asked(field: Field, column: int, code: str) -> dict[str, Any]:
    """Return what a cell shows when it is entered, and the list that it chooses from."""
    shown = {
        "input_title": str(field.title)[:_TITLE],
        "input_message": _message(field, code)[:_MESSAGE],
    }
    choices = _choices_of(field)
    letter = xl_col_to_name(column)
    if not choices:
        cells = f"{letter}$2:{letter}${LAST_ROW + 1}"
        return _limited(field, formula(field, f"{letter}2", cells), code) | shown
    sheet = say(code, "sheets.choices")
    source = f"='{sheet}'!${letter}$2:${letter}${len(choices) + 1}"
    return {"validate": "list", "source": source, "ignore_blank": not field.required, **shown}


def _limited(field: Field, stated: str, code: str) -> dict[str, Any]:
    """Return a check by a formula that warns and lets pass: `hiraku check` is the judge."""
    if not stated:
        return {"validate": "any"}
    return {
        "validate": "custom", "value": stated, "error_type": "warning",
        "ignore_blank": True, "error_title": str(field.title)[:_TITLE],
        "error_message": _message(field, code)[:_MESSAGE],
    }  # fmt: skip


def _message(field: Field, code: str) -> str:
    return "\n".join(_told(field, code))


def _told(field: Field, code: str) -> Iterator[str]:
    (lines,) = definitions([field], code)
    said = dict(zip(TOLD, lines, strict=True))
    parts = (said["required"], said["type"], said["unit"], *limits_told(field, code))
    yield say(code, "sheets.sentences").join(filter(None, parts))
    if field.example:
        yield say(code, "sheets.for-example", example=field.example)
    if field.description:
        yield str(field.description)


def _choices(sheet: Worksheet, fields: Sequence[Field], head: Any) -> None:
    for column, field in enumerate(fields):
        for row, text in enumerate((field.name, *_choices_of(field))):
            sheet.write_string(row, column, text, *([head] if not row else []))


def _choices_of(field: Field) -> tuple[str, ...]:
    if type_of(field).excel is Excel.TRUTH:
        both = (("trueValues", "true"), ("falseValues", "false"))
        return tuple(field.descriptor.get(key, [plain])[0] for key, plain in both)
    return tuple(map(str, field.constraints.get("enum", ())))


def _table(sheet: Worksheet, rows: Sequence[Sequence[str]], head: Any, text: Any) -> None:
    for column, width in enumerate(widths(rows)):
        sheet.set_column(column, column, width, text)
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            sheet.write_string(number, column, words, *([head] if not number else []))
    sheet.freeze_panes(1, 0)
