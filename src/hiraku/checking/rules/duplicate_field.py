"""Two fields of one name, be it in other letters: many programs read `Name` and `name` as one."""

from collections.abc import Iterator

from hiraku.checking.contracts import Finding, schema_place, schema_rule
from hiraku.model import Schema

rule = schema_rule(__name__)


@rule.finds
def repeated_names(schema: Schema) -> Iterator[Finding]:
    again: dict[str, list[int]] = {}
    for index, field in enumerate(schema.fields):
        again.setdefault(field.name.casefold(), []).append(index)
    for _, *others in again.values():
        if others:
            values = {"name": schema.fields[others[0]].name}
            place = schema_place(schema, "fields", others[0], "name")
            yield Finding(values, place, total=len(others))
