"""Anything: every text is valid, and is its own value."""

from collections.abc import Sequence
from typing import Any

from hiraku.languages import Message
from hiraku.model import Field

title = Message("types.any")
json_type = ("string",)


def acquits(column: str, field: Field) -> str:
    del column, field
    return "true"


def canonical(value: Any, text: str, field: Field) -> str:
    del value, field
    return text


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
    return f"to_json({value})::VARCHAR"
