"""Field types that Table Schema does not know."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, schema_place, schema_rule
from hiraku.checking.types.field_type import field_types
from hiraku.model import Schema
from hiraku.spelling import nearest

rule = schema_rule(__name__)


@rule.finds
def unknown_types(schema: Schema) -> Iterator[Finding]:
    known = field_types()
    for index, field in enumerate(schema.fields):
        if field.type not in known:
            near = nearest(field.type, known)
            values = {"type": field.type, "nearest": near}
            place = schema_place(schema, "fields", index, "type")
            yield Finding(values, place, hint="near" if near else None)
