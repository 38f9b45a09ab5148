"""Each cell of the sheet of data as SQL: the XML that holds the text without losing a digit.

Excel keeps 15 digits, knows no day before 1900-01-01, takes 1900 for a leap year (so that days
before March are told differently by other programs) and has no time zones. What it cannot hold
exactly is not converted: it stays the text that it is. DuckDB writes the cells, because a million
calls of Python a column take minutes.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from hiraku.checking.types.field_type import Excel, type_of
from hiraku.model import Field
from hiraku.sql import any_of, literal

DIGITS = 15
DECIMALS = 15
FIRST_DAY = "1900-03-01"
TEXT = "@"

_NUMBER = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}"
# What XML cannot hold, and what Excel would read as an escape for it (ECMA-376, 22.4.2.4).
_CONTROL = r"[\x00-\x08\x0B-\x1F\x{FFFE}\x{FFFF}]"
_ESCAPE = "_x[0-9A-Fa-f]{4}_"
_DAYS = "date_diff('day', DATE '1899-12-30', {day})"
_DAY_SECONDS = 86400


class Form(Struct, frozen=True):
    """Cells of true values: where they are, the number that stands for them, how it is shown.

    `shown` is a number format; that of numbers goes by their `decimals`, an SQL expression.
    """

    holds: str
    value: str
    shown: str = ""
    decimals: str = ""
    kind: str = ""


def form(column: str, field: Field) -> Form | None:
    """Return the form of the field's values; None where all of its cells are texts."""
    make = _FORMS.get(type_of(field).excel)
    if not make:
        return None
    made = make(column, field)
    missing = any_of(column, ("", *(missing_value.value for missing_value in field.missing_values)))
    holds = f"(NOT {missing} AND {made.holds})"
    return Form(holds, made.value, made.shown, made.decimals, made.kind)


def number_format(decimals: int) -> str:
    return "0" + ("." + "0" * decimals if decimals else "")


def text(column: str) -> str:
    """Return the element that holds a text as it is: never a formula, a link or a number."""
    strange = f"regexp_matches({column}, {literal(f'{_CONTROL}|{_ESCAPE}')})"
    marked = f"regexp_replace({column}, {literal(f'({_ESCAPE})')}, '_x005F\\1', 'g')"
    characters = f"regexp_extract_all({marked}, '(?s).')"
    shown = f"CASE WHEN regexp_full_match(x, {literal(_CONTROL)}) THEN {_HEXADECIMAL} ELSE x END"
    escaped = f"array_to_string(list_transform({characters}, lambda x: {shown}), '')"
    plain = f"CASE WHEN {strange} THEN {escaped} ELSE {column} END"
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        plain = f"replace({plain}, '{character}', '{entity}')"
    kept = f"CASE WHEN regexp_matches({column}, '^\\s|\\s$') THEN ' xml:space=\"preserve\"' END"
    return f"concat('<is><t', {kept}, '>', {plain}, '</t></is>')"


_HEXADECIMAL = "printf('_x%04X_', unicode(x))"


def _number(column: str, _field: Field) -> Form:
    """A number whose digits all survive: of up to 15, a double keeps every one."""
    point = f"strpos({column}, '.')"
    decimals = f"CASE {point} WHEN 0 THEN 0 ELSE strlen({column}) - {point} END"
    digits = f"ltrim(translate({column}, '-.', ''), '0')"
    negative_zero = f"(starts_with({column}, '-') AND {digits} = '')"
    holds = (
        f"(regexp_full_match({column}, {literal(_NUMBER)}) AND strlen({digits}) <= {DIGITS} "
        f"AND {decimals} <= {DECIMALS} AND NOT {negative_zero})"
    )
    return Form(holds, column, decimals=decimals)


def _boolean(column: str, field: Field) -> Form:
    true = any_of(column, tuple(field.descriptor.get("trueValues", ("true",))))
    return Form("true", f"CASE WHEN {true} THEN '1' ELSE '0' END", "General", kind="b")


def _date(column: str, _field: Field) -> Form:
    day = f"TRY_CAST({column} AS DATE)"
    return Form(_late(column, _DATE), _DAYS.format(day=day), "yyyy-mm-dd")


def _datetime(column: str, _field: Field) -> Form:
    moment = f"TRY_CAST({column} AS TIMESTAMP)"
    days = f"{_DAYS.format(day=f'{moment}::DATE')} + {_part_of_a_day(f'{moment}::TIME')}"
    return Form(_late(column, f"{_DATE}T{_TIME}"), f"({days})", 'yyyy-mm-dd"T"hh:mm:ss')


def _time(column: str, _field: Field) -> Form:
    holds = f"regexp_full_match({column}, {literal(_TIME)})"
    return Form(holds, _part_of_a_day(f"TRY_CAST({column} AS TIME)"), "hh:mm:ss")


def _late(column: str, shape: str) -> str:
    return f"(regexp_full_match({column}, {literal(shape)}) AND {column} >= '{FIRST_DAY}')"


def _part_of_a_day(time: str) -> str:
    return f"(date_diff('second', TIME '00:00:00', {time}) / {_DAY_SECONDS}::DOUBLE)"


_FORMS: dict[Excel, Callable[[str, Field], Form]] = {
    Excel.NUMBER: _number,
    Excel.TRUTH: _boolean,
    Excel.DATE: _date,
    Excel.MOMENT: _datetime,
    Excel.TIME: _time,
}
