"""What a field type of Table Schema is; each is a file in `fieldtypes/`.

SQL is made of a column, an expression of the cell's text, and of the field that it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from hiraku.model import Field, Text
from hiraku.registry import entries


def as_written(_value: Any, text: str, _field: Field) -> str:
    """Return the text: every way to write a value is canonical."""
    return text


def text_itself(column: str, _field: Field) -> str:
    return column


def nothing(_value: str, _field: Field) -> tuple[str, ...]:
    """Measure nothing: one type of SQL holds every value."""
    return ()


def text_column(_field: Field, _measured: Sequence[int | None]) -> str:
    return "VARCHAR"


def json_string(value: str, _field: Field) -> str:
    return f"to_json({value})::VARCHAR"


class FieldType(Struct, frozen=True, kw_only=True):
    """A field type.

    `title` is what it asks for. `acquits` returns SQL that holds only for cells that are certainly
    valid. `canonical` returns how a valid cell is to be written, from its value, its text and its
    field; empty where there is no way.

    `value` returns SQL of the value of a canonical cell, exact at any length. `measures` returns
    SQL expressions of a value whose maxima over the column `parquet_type` is given: it returns the
    SQL type that holds them all exactly. `json` returns SQL of the value as a JSON text.
    """

    title: Text
    acquits: Callable[[str, Field], str]
    canonical: Callable[[Any, str, Field], str] = as_written
    value: Callable[[str, Field], str] = text_itself
    measures: Callable[[str, Field], tuple[str, ...]] = nothing
    parquet_type: Callable[[Field, Sequence[int | None]], str] = text_column
    json: Callable[[str, Field], str] = json_string


def field_types() -> dict[str, FieldType]:
    """Return every field type by its name in Table Schema."""
    return entries("hiraku.checking.types.fieldtypes", FieldType)


def type_of(field: Field) -> FieldType:
    """Return the type of a field; KeyError where it is none that is known."""
    return field_types()[field.type]
