"""Symbols for missing values (`-`, `x`, `…`) that do not say what they mean.

An empty cell explains itself; a label is welcome there, but not demanded.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from hiraku.checking.contracts import Finding, description_rule, schema_place
from hiraku.model import Schema

rule = description_rule(__name__, allowable=True)


@rule.finds
def unexplained_symbols(schema: Schema) -> Iterator[Finding]:
    """Read both lists that are written: a field's takes the place of the schema's."""
    yield from _of(schema.descriptor, schema)
    for index, field in enumerate(schema.fields):
        yield from _of(field.descriptor, schema, "fields", index)


def _of(tree: Mapping[str, Any], schema: Schema, *keys: str | int) -> Iterator[Finding]:
    for index, missing in enumerate(tree.get("missingValues", ())):
        value = missing if isinstance(missing, str) else missing["value"]
        labelled = not isinstance(missing, str) and missing.get("label")
        if value and not labelled:
            place = schema_place(schema, *keys, "missingValues", index)
            yield Finding({"symbol": value}, place)
