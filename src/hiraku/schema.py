"""What a schema is: its fields, what stands for no value in them, and its keys; frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from hiraku.description import Origin, Text


class MissingValue(Struct, frozen=True):
    """A text that stands for no value (Table Schema v2, `missingValues`).

    `value` is the cell's text, `label` what it stands for, where the schema says so.
    """

    value: str
    label: Text | None = None


class Field(Struct, frozen=True):
    """A field descriptor (Table Schema v2, `fields`); `descriptor` keeps it whole, as written.

    `name` is the column's, `title` and `description` are for people. `type` and `format` are as
    the standard names them; of a `type` that is unknown there is no `FieldType`. `unit` is that of
    its numbers, `none` where they have none, None where it is not stated; `example` is a cell.
    `constraints` are as written, by their names; `missing_values` its own, or the schema's.
    """

    name: str
    type: str
    title: Text
    description: Text | None = None
    format: str = "default"
    unit: str | None = None
    example: str | None = None
    constraints: Mapping[str, Any] = field(default_factory=dict)
    missing_values: tuple[MissingValue, ...] = (MissingValue(""),)
    descriptor: Mapping[str, Any] = field(default_factory=dict)

    @property
    def required(self) -> bool:
        """Whether every cell must have a value (Table Schema v2, `required`)."""
        return self.constraints.get("required") is True

    @property
    def symbols(self) -> tuple[MissingValue, ...]:
        """The missing values that say in a label what they stand for."""
        return tuple(missing for missing in self.missing_values if missing.label)

    def missing_value(self, text: str) -> MissingValue | None:
        """Return the missing value that a cell's text is; None where it is a value."""
        for missing in self.missing_values:
            if missing.value == text:
                return missing
        return None

    @property
    def status_column(self) -> str:
        """The name of the column for the meaning of its symbols, where the schema asks for one."""
        return f"{self.name}_status" if self.descriptor.get("statusColumn") is True else ""

    @property
    def is_municipality_code(self) -> bool:
        """Whether the field is a text that bears the title of the national standard."""
        return self.holds_municipality_codes and self.type == "string"

    @property
    def holds_municipality_codes(self) -> bool:
        """Whether it says so, or bears the title of the national standard, whatever its type."""
        said = self.descriptor.get("municipalityCode")
        return said is True or (said is not False and str(self.title) == "全国地方公共団体コード")

    @property
    def stated_unit(self) -> str:
        """The unit; nothing where there is none or it is not stated."""
        return "" if self.unit in (None, "none") else str(self.unit)


class ForeignKey(Struct, frozen=True):
    """A key into another resource (Table Schema v2, `foreignKeys`).

    `fields` are names here, `reference_fields` as many there, in the same order. `package` is the
    other dataset's id, `resource` the resource's name; empty means this one.
    """

    fields: tuple[str, ...]
    reference_fields: tuple[str, ...]
    resource: str = ""
    package: str = ""


class Schema(Struct, frozen=True):
    """A schema descriptor (Table Schema v2); `descriptor` keeps it whole, as written.

    `id` is the name of its file in `schemas/`, `title` and `description` are for people, `version`
    is as stated. `fields` stand in the order of the descriptor. `primary_key`, each
    of `unique_keys` and the keys in `foreign_keys` are names of fields; empty where there is none.
    `origin` tells the line of each key.
    """

    id: str
    fields: tuple[Field, ...]
    title: Text
    version: str | None = None
    description: Text | None = None
    primary_key: tuple[str, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    origin: Origin = field(default_factory=lambda: Origin(""))

    def field_named(self, name: str) -> Field | None:
        """Return the field of that name, exactly as written; None where there is none."""
        return next((field for field in self.fields if field.name == name), None)
