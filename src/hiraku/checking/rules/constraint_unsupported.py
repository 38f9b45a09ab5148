"""Constraints that cannot be held for the field's type: the standard or the judge has none."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, schema_place, schema_rule
from hiraku.engine import DuckDBPyConnection
from hiraku.model import Schema
from hiraku.registry import entries

_EVERY = {"required", "unique"}
_LENGTH = {"minLength", "maxLength"}
_RANGE = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "enum"}
_SUPPORTED: dict[str, set[str]] = {
    "string": _LENGTH | {"pattern", "enum"},
    "object": _LENGTH | {"enum"},
    "array": _LENGTH | {"enum"},
    "list": _LENGTH,
    "any": {"enum"},
    "boolean": {"enum"},
    "duration": {"enum"},
    "geopoint": {"enum"},
    "geojson": {"enum"},
}

rule = schema_rule(__name__)


@rule.finds
def unsupported_constraints(schema: Schema, connection: DuckDBPyConnection) -> Iterator[Finding]:
    """Table Schema v2, `constraints`: each is for some types only; types not listed have ranges."""
    del connection
    known = entries("hiraku.checking.fieldtypes")
    for index, field in enumerate(schema.fields):
        supported = _EVERY | _SUPPORTED.get(field.type, _RANGE)
        for constraint in sorted(set(field.constraints) - supported):
            if field.type in known:
                values = {"constraint": constraint, "type": known[field.type].title}
                place = schema_place(schema, "fields", index, "constraints", constraint)
                yield Finding(values, place)
