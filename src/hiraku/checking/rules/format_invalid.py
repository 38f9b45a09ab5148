"""Formats that the field's type does not have, such as `format: nonsense` of a string."""

from collections.abc import Iterator

from msgspec.structs import replace

from hiraku.checking.cells.judge import Judge
from hiraku.checking.contracts import Finding, schema_place, schema_rule
from hiraku.checking.types.field_type import field_types
from hiraku.model import Schema
from hiraku.problems import Value

rule = schema_rule(__name__)


@rule.finds
def unknown_formats(schema: Schema) -> Iterator[Finding]:
    """Ask the judge, which knows the formats of each type, whether it can read such a field."""
    known = field_types()
    for index, field in enumerate(schema.fields):
        bare = replace(field, constraints={})
        if field.format != "default" and field.type in known and not Judge(bare).able:
            values: dict[str, Value] = {
                "format": field.format,
                "type": known[field.type].title,
            }
            yield Finding(values, schema_place(schema, "fields", index, "format"))
