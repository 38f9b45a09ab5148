"""Numeric fields that say neither their unit nor that they have none (`unit: none`)."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, description_rule, schema_place
from hiraku.checking.types.field_type import known_type
from hiraku.model import Schema

rule = description_rule(__name__, allowable=True)


@rule.finds
def numbers_without_unit(schema: Schema) -> Iterator[Finding]:
    for index, field in enumerate(schema.fields):
        known = known_type(field)
        if known and known.quantity and not field.unit:
            values = {"field": str(field.title), "name": field.name}
            yield Finding(values, schema_place(schema, "fields", index))
