"""Whole numbers. JSON numbers beyond ±(2^53−1) are not exact everywhere: they become strings.

The value is text of plain digits, exact at any length; `parquet_type` says what holds it.
"""

from collections.abc import Sequence
from typing import Any

from hiraku.checking.types.comparison import as_whole_numbers
from hiraku.checking.types.digits import bare, certain, plain, punctuated, ungrouped, unpunctuated
from hiraku.checking.types.field_type import Excel, FieldType, Order
from hiraku.checking.types.plain.digit_ranges import whole_numbers
from hiraku.languages import Message
from hiraku.model import Field
from hiraku.sql import literal

_EXACT = 2**53 - 1
_BIGINT = 18
_DECIMAL = 38


def _acquits(column: str, field: Field) -> str:
    """Hold where the number, written anew, is the very text: half the cost of an expression."""
    if punctuated(field):
        return certain(column, field)
    return f"(TRY_CAST({column} AS BIGINT)::VARCHAR = {column})"


def _convicts(column: str, field: Field) -> str:
    """Hold where a letter or a sign stands that no whole number has, or only ASCII and no digit."""
    if punctuated(field):
        return "false"
    foreign = r"[\p{L}.,:/%()％△▲]|^[^0-9\x{80}-\x{10FFFF}]*$"
    return f"regexp_matches({column}, {literal(foreign)})"


def _sound(field: Field, low: str | None, high: str | None) -> str | None:
    return None if punctuated(field) else whole_numbers(low, high)


def _canonical(value: Any, text: str, field: Field) -> str:
    digits = str(value)
    return text if bare(text, field) == digits else digits


def _compared(column: str, field: Field) -> str:
    """Take a plus and leading zeros off: 007 and 7 are one. What is no number stays as it is."""
    digits = unpunctuated(column, field)
    if digits is None:
        return column
    certain_form = f"TRY_CAST({digits} AS BIGINT)::VARCHAR = {digits}"
    whole = f"regexp_full_match({digits}, '[+-]?[0-9]+')"
    bare = f"regexp_replace({digits}, '^[+]?(-?)0*([0-9])', '\\1\\2')"
    key = f"regexp_replace({bare}, '^-0$', '0')"
    return f"CASE WHEN {certain_form} THEN {digits} WHEN {whole} THEN {key} ELSE {column} END"


def _measures(value: str, _field: Field) -> tuple[str, ...]:
    """Count the digits."""
    return (f"strlen({value}) - starts_with({value}, '-')::BIGINT",)


def _parquet_type(_field: Field, measured: Sequence[int | None]) -> str:
    digits = measured[0] or 1
    if digits <= _BIGINT:
        return "BIGINT"
    return f"DECIMAL({digits}, 0)" if digits <= _DECIMAL else "VARCHAR"


def _json(value: str, _field: Field) -> str:
    exact = f"TRY_CAST({value} AS BIGINT) BETWEEN -{_EXACT} AND {_EXACT}"
    return f"CASE WHEN {exact} THEN {value} ELSE '\"' || {value} || '\"' END"


field_type = FieldType(
    title=Message("types.integer"),
    acquits=_acquits,
    sound=_sound,
    convicts=_convicts,
    exact=True,
    canonical=_canonical,
    compared=_compared,
    value=plain,
    measures=_measures,
    parquet_type=_parquet_type,
    json=_json,
    wrong_example=Message("examples.no-integer"),
    quantity=True,
    numeric=True,
    order=Order.OF_VALUES,
    for_reference=ungrouped,
    compares=as_whole_numbers,
    json_kind="integer",
    csvw="integer",
    croissant="sc:Integer",
    excel=Excel.NUMBER,
)
