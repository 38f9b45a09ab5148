"""Decimal numbers. Their text is kept as it is, so no digit is lost on the way to JSON.

The value is text of plain digits, exact at any length; `parquet_type` says what holds it.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hiraku.checking.types.comparison import as_numbers
from hiraku.checking.types.digits import bare, certain, plain, punctuated, unpunctuated
from hiraku.checking.types.field_type import Excel, FieldType, Order
from hiraku.checking.types.plain.digit_ranges import decimals
from hiraku.languages import Message
from hiraku.model import Field
from hiraku.sql import literal

_DIGITS = 1000
_PRECISION = 38


def _acquits(column: str, field: Field) -> str:
    if punctuated(field):
        return certain(column, field)
    return f"regexp_full_match({column}, '-?(0|[1-9][0-9]{{0,17}})(\\.[0-9]{{1,17}})?')"


def _convicts(column: str, field: Field) -> str:
    """Hold where a sign stands that no number has; letters of `NaN` and `Infinity` are none."""
    if punctuated(field):
        return "false"
    foreign = r"[\p{Han}\p{Hiragana}\p{Katakana}b-dg-hj-mo-ru-xzB-DG-HJ-MO-RU-XZ,:/%()％△▲]"
    return f"regexp_matches({column}, {literal(foreign)}) OR {column} IN ('', '-')"


def _sound(field: Field, low: str | None, high: str | None) -> str | None:
    return None if punctuated(field) else decimals(low, high)


def _canonical(value: Any, text: str, field: Field) -> str:
    """Return plain digits; a number that is not finite, or of a thousand digits, has none."""
    finite = isinstance(value, Decimal) and value.is_finite()
    digits = f"{value:f}" if finite and abs(value.adjusted()) < _DIGITS else ""
    return text if digits and bare(text, field) == digits else digits


def _compared(column: str, field: Field) -> str:
    """Take off what a number means the same without: a plus, zeros at its ends, its exponent.

    An exponent is worked out where 38 digits hold the number exactly, 18 of them behind the point.
    """
    digits = unpunctuated(column, field)
    if digits is None:
        return column
    small = "[+-]?[0-9]{1,16}(\\.[0-9]{0,4})?[eE][+-]?(0?[0-9]|1[0-4])"
    worked = f"coalesce(TRY_CAST({digits} AS DECIMAL(38, 18))::VARCHAR, {digits})"
    number = f"CASE WHEN regexp_full_match({digits}, '{small}') THEN {worked} ELSE {digits} END"
    sign = f"regexp_replace({number}, '^[+]?(-?)0*([0-9]|[.][0-9])', '\\1\\2')"
    whole = f"regexp_replace({sign}, '^(-?)[.]', '\\10.')"
    short = f"regexp_replace({whole}, '([.][0-9]*?)0*$', '\\1')"
    bare = f"regexp_replace({short}, '[.]$', '')"
    key = f"regexp_replace({bare}, '^-0$', '0')"
    form = "[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?"
    return f"CASE WHEN regexp_full_match({digits}, '{form}') THEN {key} ELSE {column} END"


def _measures(value: str, _field: Field) -> tuple[str, ...]:
    """Count the digits before the point and those behind it."""
    point = f"strpos({value}, '.')"
    signed = f"starts_with({value}, '-')::BIGINT"
    whole = f"CASE {point} WHEN 0 THEN strlen({value}) ELSE {point} - 1 END - {signed}"
    return whole, f"CASE {point} WHEN 0 THEN 0 ELSE strlen({value}) - {point} END"


def _parquet_type(_field: Field, measured: Sequence[int | None]) -> str:
    """Return a decimal of the widest number and the finest; text where they are too far apart."""
    whole, scale = measured[0] or 1, measured[1] or 0
    return f"DECIMAL({whole + scale}, {scale})" if whole + scale <= _PRECISION else "VARCHAR"


def _json(value: str, _field: Field) -> str:
    return value


field_type = FieldType(
    title=Message("types.number"),
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
    wrong_example=Message("examples.no-number"),
    quantity=True,
    numeric=True,
    order=Order.OF_VALUES,
    compares=as_numbers,
    json_kind="number",
    csvw="decimal",
    croissant="sc:Float",
    excel=Excel.NUMBER,
)
