"""Any text; a format (email, uri, uuid, binary) is left to the judge."""

from collections.abc import Sequence
from typing import Any

from hiraku.model import Field, Text

title = Text("文字列", "text")
json_type = ("string",)


def acquits(column: str, field: Field) -> str:
    del column
    return "true" if field.format == "default" else "false"


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
