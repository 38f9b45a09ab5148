"""Keys that name a field which the schema does not have."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, schema_place, schema_rule
from hiraku.model import Schema
from hiraku.spelling import nearest

rule = schema_rule(__name__)


@rule.finds
def strangers_in_keys(schema: Schema) -> Iterator[Finding]:
    keys = [("primaryKey", schema.primary_key)]
    keys += [("uniqueKeys", names) for names in schema.unique_keys]
    keys += [("foreignKeys", foreign.fields) for foreign in schema.foreign_keys]
    for key, names in keys:
        for name in names:
            if not schema.field_named(name):
                near = nearest(name, (field.name for field in schema.fields))
                values = {"key": key, "name": name, "nearest": near}
                yield Finding(values, schema_place(schema, key), hint="near" if near else None)
