"""The type of a column, from all of its cells, and each cell in canonical form.

A type is taken only where every cell has it with certainty: one 約5 makes the column text, and
that is said. A leading zero stays text.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime

from msgspec import Struct

from hiraku.intake.columns import ColumnView
from hiraku.intake.layout.texts import narrowed
from hiraku.intake.meant.numbers import number_meant
from hiraku.intake.meant.signs import is_radical, meant
from hiraku.intake.meant.spaces import mended
from hiraku.intake.meant.time_forms import is_time
from hiraku.intake.meant.times import NoSuchDay, meaning
from hiraku.intake.sheets import Cell
from hiraku.intake.shown import shown

_CODES = re.compile(r"(コード|番号|ID|No\.?|№|電話|FAX|ＦＡＸ)$", re.IGNORECASE)
_SYMBOL = re.compile(r"[^0-9０-９]{1,6}")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_NUMBERS = ("integer", "number")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]*")
_KINDS = {"fiscal-year": "year"}
_YEAR = re.compile(r"[0-9]{4}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


class TypedColumn(Struct, frozen=True):
    """`texts` are the canonical cells; `symbols` those that stand for a missing value.

    `uncertain` are cells (row) that kept the column from being a number or a time.
    """

    type: str
    texts: tuple[str, ...]
    symbols: tuple[str, ...] = ()
    uncertain: tuple[int, ...] = ()
    percent: bool = False


def typed(column: ColumnView) -> TypedColumn:
    """Return the type of a column and its cells in canonical form."""
    if is_time(column):
        return _as_time(column)
    if column.numeric and not is_code(column.name) and not _has_leading_zero(column):
        return _as_number(column)
    form = _code if is_code(column.name) else _text
    return TypedColumn("string", tuple(form(cell) for _, cell in column.cells))


def is_code(head: str) -> bool:
    """Tell whether a head names codes and numbers that identify, whose zeros count."""
    return bool(_CODES.search(head.strip()))


def typed_as(column: ColumnView, kind: str) -> TypedColumn:
    """Return the cells in the form of a type that is known; those that have it not are uncertain.

    Of `string` every cell is; a decimal is no `integer`, a day no `year`.
    """
    if kind == "string":
        return TypedColumn("string", tuple(_text(cell) for _, cell in column.cells))
    forms = [_form(cell, kind) for _, cell in column.cells]
    pairs = list(zip(column.cells, forms, strict=True))
    uncertain = tuple(row for (row, _), form in pairs if form is None)
    texts = tuple(_text(cell) if form is None else form for (_, cell), form in pairs)
    symbols = (text for text in texts if kind in _NUMBERS and _SYMBOL.fullmatch(text))
    percent = any("%" in cell.text for _, cell in column.filled)
    return TypedColumn(kind, texts, tuple(dict.fromkeys(symbols)), uncertain, percent=percent)


def _form(cell: Cell, kind: str) -> str | None:
    """Return a cell in the form of a type, a symbol as it is; None where it is not of the type."""
    if cell.blank:
        return ""
    if kind not in _NUMBERS:
        moment = _moment(cell)
        return moment[1] if moment and _KINDS.get(moment[0], moment[0]) == kind else None
    number = _number(cell)
    if number is None and _SYMBOL.fullmatch(cell.text.strip()):
        return cell.text.strip()
    return None if number and kind == "integer" and not _INTEGER.fullmatch(number) else number


def _has_leading_zero(column: ColumnView) -> bool:
    texts = (cell.text for _, cell in column.filled if isinstance(cell.value, str))
    return any(text.startswith("0") and text.isdigit() and len(text) > 1 for text in texts)


def _as_number(column: ColumnView) -> TypedColumn:
    texts, symbols, uncertain = [], [], []
    for row, cell in column.cells:
        number = _number(cell)
        if number is None and _SYMBOL.fullmatch(cell.text.strip()):
            symbols.append(cell.text.strip())
            number = cell.text.strip()
        elif number is None:
            uncertain.append(row)
        texts.append(number or "")
    if uncertain:
        kept = tuple(_text(cell) for _, cell in column.cells)
        return TypedColumn("string", kept, uncertain=tuple(uncertain))
    figures = [text for text in texts if text and text not in symbols]
    kind = "integer" if all(_INTEGER.fullmatch(text) for text in figures) else "number"
    percent = any("%" in cell.text for _, cell in column.filled)
    return TypedColumn(kind, tuple(texts), tuple(dict.fromkeys(symbols)), percent=percent)


def _number(cell: Cell) -> str | None:
    """Return the canonical number of a cell; empty for a blank, None where none is certain."""
    if cell.blank:
        return ""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        text = cell.text.rstrip("%")
        return text if _NUMBER.fullmatch(text) else None
    number = number_meant(cell.text) if isinstance(cell.value, str) else None
    return number.lstrip("0") or "0" if number and number.isdigit() else number


def _as_time(column: ColumnView) -> TypedColumn:
    """Return a column of dates, months or years; of text where cells differ or are no time.

    The cells of the rarer kinds are uncertain then: 令和3年 among 年度 is another span of time.
    """
    moments = {row: _moment(cell) for row, cell in column.filled}
    kinds = Counter(moment[0] if moment else "" for moment in moments.values())
    if len(kinds) == 1 and "" not in kinds:
        stated = {row: moment[1] for row, moment in moments.items() if moment}
        texts = tuple(stated.get(row, "") for row, _ in column.cells)
        return TypedColumn(_KINDS.get(*kinds, *kinds), texts)
    kept = tuple(_text(cell) for _, cell in column.cells)
    usual = next((kind for kind, _ in kinds.most_common() if kind), "")
    rarer = tuple(row for row, moment in moments.items() if not moment or moment[0] != usual)
    return TypedColumn("string", kept, uncertain=rarer)


def _moment(cell: Cell) -> tuple[str, str] | None:
    if isinstance(cell.value, datetime):
        return "datetime", shown(cell.value)
    if isinstance(cell.value, date):
        return "date", shown(cell.value)
    text = narrowed(cell.text).strip()
    if isinstance(cell.value, int | str) and _YEAR.fullmatch(text):
        return "year", text
    return _stated(text) if isinstance(cell.value, str) else None


def _stated(text: str) -> tuple[str, str] | None:
    if _DAY.fullmatch(text):
        return "date", text
    try:
        moment = meaning(text)
    except NoSuchDay:
        return None
    return (moment.kind, moment.iso) if moment else None


def _code(cell: Cell) -> str:
    """Return a code; full-width digits and letters of one are its digits and letters."""
    plain = narrowed(cell.text).strip()
    return plain if _CODE.fullmatch(plain) else _text(cell)


def _text(cell: Cell) -> str:
    """Return a text without spaces for looks, and with letters in the place of radical signs."""
    whole = "".join(meant(sign) if is_radical(sign) else sign for sign in cell.text)
    return mended(whole, keep_inside=True)
