"""Calendar years of four digits: 2022."""

from collections.abc import Sequence
from typing import Any

from hiraku.languages import Message
from hiraku.model import Field

title = Message("types.year")
json_type = ("integer",)


def acquits(column: str, field: Field) -> str:
    del field
    return f"regexp_full_match({column}, '[1-9][0-9]{{3}}')"


def canonical(value: Any, text: str, field: Field) -> str:
    del text, field
    return f"{value:04d}"


def value(column: str, field: Field) -> str:
    del field
    return f"TRY_CAST({column} AS SMALLINT)"


def measures(value: str, field: Field) -> tuple[str, ...]:
    del value, field
    return ()


def parquet_type(field: Field, measured: Sequence[int | None]) -> str:
    del field, measured
    return "SMALLINT"


def json(value: str, field: Field) -> str:
    del field
    return f"{value}::VARCHAR"
