"""Constraints that the standard does not have for the type, such as `pattern` of a number."""

from collections.abc import Iterator

from hiraku.checking.cells.own_constraints import BOUNDS
from hiraku.checking.contracts import Finding, schema_place, schema_rule
from hiraku.checking.types.field_type import field_types
from hiraku.model import Schema, Text

_EVERY = {"required", "unique", "enum"}
_LENGTH = {"minLength", "maxLength"}
_RANGE = set(BOUNDS)
_SUPPORTED: dict[str, set[str]] = {
    "string": {*_LENGTH, "pattern"},
    "object": {*_LENGTH, "jsonSchema"},
    "array": {*_LENGTH, "jsonSchema"},
    "list": _LENGTH,
    "any": set(),
    "boolean": set(),
    "geopoint": set(),
    "geojson": set(),
}

rule = schema_rule(__name__)


@rule.finds
def unsupported_constraints(schema: Schema) -> Iterator[Finding]:
    """Table Schema v2, `constraints`: each is for some types; types not listed have ranges."""
    known = field_types()
    for index, field in enumerate(schema.fields):
        supported = _EVERY | _SUPPORTED.get(field.type, _RANGE)
        for constraint in sorted(set(field.constraints) - supported):
            if field.type in known:
                values: dict[str, str | Text] = {
                    "constraint": constraint,
                    "type": known[field.type].title,
                }
                place = schema_place(schema, "fields", index, "constraints", constraint)
                yield Finding(values, place)
