"""Two fields of one name."""

from collections.abc import Iterator

from duckdb import DuckDBPyConnection

from hiraku.checking.contracts import Finding, schema_place, schema_rule
from hiraku.model import Schema

rule = schema_rule(__name__)


@rule.finds
def repeated_names(schema: Schema, connection: DuckDBPyConnection) -> Iterator[Finding]:
    del connection
    names = [field.name for field in schema.fields]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield Finding({"name": name}, schema_place(schema, "fields", index, "name"))
