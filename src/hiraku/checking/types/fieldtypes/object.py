"""JSON objects."""

from collections.abc import Sequence
from typing import Any

from hiraku.checking.types.json_text import certain, is_standard
from hiraku.languages import Message
from hiraku.model import Field

title = Message("types.object")
json_type = ("object",)


def acquits(column: str, field: Field) -> str:
    del field
    return certain(column, "{")


def canonical(value: Any, text: str, field: Field) -> str:
    del value, field
    return text if is_standard(text) else ""


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
    return f"translate({value}, chr(10) || chr(13), '  ')"
