"""Constraints whose value is none of the field's type, such as `minimum: abc` of a number."""

from collections.abc import Iterator
from dataclasses import replace

from duckdb import DuckDBPyConnection

from hiraku.checking.contracts import Finding, schema_place, schema_rule
from hiraku.checking.judge import Judge
from hiraku.model import Field, Schema
from hiraku.registry import entries
from hiraku.sql import literal

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")

rule = schema_rule(__name__)


@rule.finds
def senseless_values(schema: Schema, connection: DuckDBPyConnection) -> Iterator[Finding]:
    """Read each bound and each member of `enum` as a cell of the field."""
    known = entries("hiraku.checking.fieldtypes")
    for index, field in enumerate(schema.fields):
        for constraint, wanted in _texts(field):
            if field.type in known and not _readable(field, wanted, connection):
                values = {
                    "constraint": constraint,
                    "found": wanted,
                    "type": known[field.type].title,
                }
                place = schema_place(schema, "fields", index, "constraints", constraint)
                yield Finding(values, place)
        for wanted in _both(field):
            values = {"constraint": "falseValues", "found": wanted, "type": known["boolean"].title}
            yield Finding(values, schema_place(schema, "fields", index, "falseValues"))


def _both(field: Field) -> list[str]:
    """Return the texts that a field reads as true and as false at once."""
    options = field.descriptor
    return [
        each for each in options.get("falseValues", ()) if each in options.get("trueValues", ())
    ]


def _texts(field: Field) -> Iterator[tuple[str, str]]:
    for bound in _BOUNDS:
        if bound in field.constraints:
            yield bound, str(field.constraints[bound])
    if field.type not in {"boolean", "object", "array", "geojson", "list"}:
        for each in field.constraints.get("enum", ()):
            yield "enum", str(each)


def _readable(field: Field, text: str, connection: DuckDBPyConnection) -> bool:
    bare = replace(field, constraints={}, missing_values=())
    acquits = entries("hiraku.checking.fieldtypes")[field.type].acquits(literal(text), bare)
    acquitted = connection.execute(f"SELECT {acquits}").fetchone() == (True,)
    return acquitted or not Judge(bare).verdict(text).broken
