"""Status columns that would have the name of a field."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, description_rule, schema_place
from hiraku.model import Schema

rule = description_rule(__name__)


@rule.finds
def taken_names(schema: Schema) -> Iterator[Finding]:
    names = {other.name.casefold() for other in schema.fields}
    for index, field in enumerate(schema.fields):
        if field.status_column.casefold() in names:
            values = {"name": field.name, "status": field.status_column}
            yield Finding(values, schema_place(schema, "fields", index, "statusColumn"))
