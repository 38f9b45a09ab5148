"""Durations, ISO 8601: P1Y2M. The judge decides every cell."""

from collections.abc import Sequence
from typing import Any

from hiraku.model import Field, Text

title = Text("期間（P1Y2M の形）", "a duration such as P1Y2M")
json_type = ("string",)


def acquits(column: str, field: Field) -> str:
    del column, field
    return "false"


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
