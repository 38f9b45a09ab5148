"""Whole numbers. JSON numbers beyond ±(2^53−1) are not exact everywhere: they become strings.

The value is text of plain digits, exact at any length; `parquet_type` says what holds it.
"""

from collections.abc import Sequence
from typing import Any

from hiraku.checking.types.digits import bare, certain, plain, punctuated
from hiraku.languages import Message
from hiraku.model import Field

title = Message("types.integer")
json_type = ("integer", "string")

EXACT = 2**53 - 1
_BIGINT = 18
_DECIMAL = 38


def acquits(column: str, field: Field) -> str:
    """Hold where the number, written anew, is the very text: half the cost of an expression."""
    if punctuated(field):
        return certain(column, field)
    return f"(TRY_CAST({column} AS BIGINT)::VARCHAR = {column})"


def canonical(value: Any, text: str, field: Field) -> str:
    digits = str(value)
    return text if bare(text, field) == digits else digits


def value(column: str, field: Field) -> str:
    return plain(column, field)


def measures(value: str, field: Field) -> tuple[str, ...]:
    """Count the digits."""
    del field
    return (f"strlen({value}) - starts_with({value}, '-')::BIGINT",)


def parquet_type(field: Field, measured: Sequence[int | None]) -> str:
    del field
    digits = measured[0] or 1
    if digits <= _BIGINT:
        return "BIGINT"
    return f"DECIMAL({digits}, 0)" if digits <= _DECIMAL else "VARCHAR"


def json(value: str, field: Field) -> str:
    del field
    exact = f"TRY_CAST({value} AS BIGINT) BETWEEN -{EXACT} AND {EXACT}"
    return f"CASE WHEN {exact} THEN {value} ELSE '\"' || {value} || '\"' END"
