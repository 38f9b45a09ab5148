"""Field types whose cells are JSON: all but how they begin, and what their length counts."""

from __future__ import annotations

from collections.abc import Callable

from hiraku.checking.types.field_type import FieldType
from hiraku.checking.types.json_values.json_schema import fits
from hiraku.checking.types.json_values.json_text import canonical_json, certain, on_one_line
from hiraku.languages import Message
from hiraku.model import Field


def json_type(kind: str, opening: str, length: Callable[[str, Field], str]) -> FieldType:
    """Return the type of such cells (Table Schema v2, `object` and `array`).

    `kind` is its name in Table Schema and in JSON Schema, `opening` the bracket that its cells
    begin with, `length` returns SQL of what `minLength` counts.
    """
    return FieldType(
        title=Message(f"types.{kind}"),
        acquits=lambda column, _field: certain(column, opening),
        canonical=canonical_json,
        json=on_one_line,
        constraints=frozenset({"minLength", "maxLength", "jsonSchema"}),
        length=length,
        members_are_texts=False,
        members_are_cells=False,
        own_constraints={"jsonSchema": fits},
        json_kind=kind,
        csvw="json",
        croissant="",
    )
