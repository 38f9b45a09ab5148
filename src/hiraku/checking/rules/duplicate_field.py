"""Two fields of one name, be it in other letters: many programs read `Name` and `name` as one."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, schema_place, schema_rule
from hiraku.model import Schema

rule = schema_rule(__name__)


@rule.finds
def repeated_names(schema: Schema) -> Iterator[Finding]:
    names = [field.name.casefold() for field in schema.fields]
    for index, field in enumerate(schema.fields):
        if names[index] in names[:index]:
            yield Finding({"name": field.name}, schema_place(schema, "fields", index, "name"))
