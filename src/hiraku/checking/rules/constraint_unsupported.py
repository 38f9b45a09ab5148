"""Constraints that the standard does not have for the type, such as `pattern` of a number."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, schema_place, schema_rule
from hiraku.checking.types.field_type import known_type
from hiraku.model import Schema

_EVERY = {"required", "unique", "enum"}

rule = schema_rule(__name__)


@rule.finds
def unsupported_constraints(schema: Schema) -> Iterator[Finding]:
    """Table Schema v2, `constraints`: each type knows its own."""
    for index, field in enumerate(schema.fields):
        if known := known_type(field):
            for constraint in sorted(set(field.constraints) - _EVERY - known.constraints):
                place = schema_place(schema, "fields", index, "constraints", constraint)
                yield Finding({"constraint": constraint, "type": known.title}, place)
