"""Field types that Table Schema does not know."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, schema_place, schema_rule
from hiraku.engine import DuckDBPyConnection
from hiraku.model import Schema
from hiraku.registry import entries
from hiraku.spelling import nearest

rule = schema_rule(__name__)


@rule.finds
def unknown_types(schema: Schema, connection: DuckDBPyConnection) -> Iterator[Finding]:
    del connection
    known = entries("hiraku.checking.types.fieldtypes")
    for index, field in enumerate(schema.fields):
        if field.type not in known:
            near = nearest(field.type, known)
            values = {"type": field.type, "nearest": near}
            place = schema_place(schema, "fields", index, "type")
            yield Finding(values, place, hint="near" if near else None)
