"""Decimal numbers. Their text is kept as it is, so no digit is lost on the way to JSON.

The value is text of plain digits, exact at any length; `parquet_type` says what holds it.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hiraku.checking.types.digits import bare, certain, plain, punctuated
from hiraku.languages import Message
from hiraku.model import Field

title = Message("types.number")
json_type = ("number",)

_DIGITS = 1000
_PRECISION = 38


def acquits(column: str, field: Field) -> str:
    if punctuated(field):
        return certain(column, field)
    return f"regexp_full_match({column}, '-?(0|[1-9][0-9]{{0,17}})(\\.[0-9]{{1,17}})?')"


def canonical(value: Any, text: str, field: Field) -> str:
    """Return plain digits; a number that is not finite, or of a thousand digits, has none."""
    finite = isinstance(value, Decimal) and value.is_finite()
    digits = f"{value:f}" if finite and abs(value.adjusted()) < _DIGITS else ""
    return text if digits and bare(text, field) == digits else digits


def value(column: str, field: Field) -> str:
    return plain(column, field)


def measures(value: str, field: Field) -> tuple[str, ...]:
    """Count the digits before the point and those behind it."""
    del field
    point = f"strpos({value}, '.')"
    signed = f"starts_with({value}, '-')::BIGINT"
    whole = f"CASE {point} WHEN 0 THEN strlen({value}) ELSE {point} - 1 END - {signed}"
    return whole, f"CASE {point} WHEN 0 THEN 0 ELSE strlen({value}) - {point} END"


def parquet_type(field: Field, measured: Sequence[int | None]) -> str:
    """Return a decimal of the widest number and the finest; text where they are too far apart."""
    del field
    whole, scale = measured[0] or 1, measured[1] or 0
    return f"DECIMAL({whole + scale}, {scale})" if whole + scale <= _PRECISION else "VARCHAR"


def json(value: str, field: Field) -> str:
    del field
    return value
