"""Keys and totals that name a field which the schema does not have."""

from collections.abc import Iterator, Sequence

from hiraku.checking.contracts import Finding, schema_place, schema_rule
from hiraku.checking.persons.small_counts import disclosure
from hiraku.model import Schema
from hiraku.problems import Place
from hiraku.spelling import nearest

rule = schema_rule(__name__)

# The property, the names of fields in it, where it stands.
_Naming = tuple[str, Sequence[str], Place]


@rule.finds
def strangers(schema: Schema) -> Iterator[Finding]:
    for key, names, place in (*_keys(schema), *_totals(schema)):
        for name in names:
            if not schema.field_named(name):
                near = nearest(name, (field.name for field in schema.fields))
                values = {"key": key, "name": name, "nearest": near}
                yield Finding(values, place, hint="near" if near else None)


def _keys(schema: Schema) -> Iterator[_Naming]:
    keys = [("primaryKey", schema.primary_key)]
    keys += [("uniqueKeys", names) for names in schema.unique_keys]
    keys += [("foreignKeys", foreign.fields) for foreign in schema.foreign_keys]
    yield from ((key, names, schema_place(schema, key)) for key, names in keys)


def _totals(schema: Schema) -> Iterator[_Naming]:
    for at, field in enumerate(schema.fields):
        stated = disclosure(field)
        for total in stated.totals if stated else ():
            names = [total["field"]] if "field" in total else total.get("fields", ())
            place = schema_place(schema, "fields", at, "disclosure", "totals")
            yield "disclosure.totals", names, place
