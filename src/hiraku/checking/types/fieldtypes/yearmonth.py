"""Months of a year: 2022-08."""

from collections.abc import Sequence
from typing import Any

from hiraku.languages import Message
from hiraku.model import Field

title = Message("types.yearmonth")
json_type = ("string",)


def acquits(column: str, field: Field) -> str:
    del field
    return f"regexp_full_match({column}, '[1-9][0-9]{{3}}-(0[1-9]|1[0-2])')"


def canonical(value: Any, text: str, field: Field) -> str:
    del text, field
    year, month = value
    return f"{year:04d}-{month:02d}"


def value(column: str, field: Field) -> str:
    del field
    return column


def measures(value: str, field: Field) -> tuple[str, ...]:
    del value, field
    return ()


def parquet_type(field: Field, measured: Sequence[int | None]) -> str:
    del field, measured
    return "VARCHAR"


def json(value: str, field: Field) -> str:
    del field
    return f"'\"' || {value} || '\"'"
