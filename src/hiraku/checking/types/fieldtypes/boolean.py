"""Truth values: `true` and `false`, or the texts that the field declares."""

from collections.abc import Sequence
from typing import Any

from hiraku.languages import Message
from hiraku.model import Field
from hiraku.sql import any_of

title = Message("types.boolean")
json_type = ("boolean",)


def acquits(column: str, field: Field) -> str:
    return any_of(column, (*_texts(field, "trueValues"), *_texts(field, "falseValues")))


def canonical(value: Any, text: str, field: Field) -> str:
    key = "trueValues" if value else "falseValues"
    allowed = _texts(field, key)
    return text if text in allowed else allowed[0]


def value(column: str, field: Field) -> str:
    return f"({any_of(column, _texts(field, 'trueValues'))})"


def measures(value: str, field: Field) -> tuple[str, ...]:
    del value, field
    return ()


def parquet_type(field: Field, measured: Sequence[int | None]) -> str:
    del field, measured
    return "BOOLEAN"


def json(value: str, field: Field) -> str:
    del field
    return f"{value}::VARCHAR"


def _texts(field: Field, key: str) -> tuple[str, ...]:
    plain = {"trueValues": ("true",), "falseValues": ("false",)}
    return tuple(field.descriptor.get(key, plain[key]))
