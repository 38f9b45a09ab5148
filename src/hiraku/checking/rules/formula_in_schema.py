"""Names of columns and symbols that a spreadsheet would run: they stand in the CSV as they are."""

from collections.abc import Iterator, Mapping
from typing import Any

from hiraku.changes.structure.pairing import former_names
from hiraku.checking.contracts import Finding, description_rule, schema_place
from hiraku.checking.types.formulas import is_run
from hiraku.description import Key
from hiraku.model import Schema

rule = description_rule(__name__)


@rule.finds
def run_names(schema: Schema) -> Iterator[Finding]:
    yield from _of_symbols(schema.descriptor, schema)
    for number, field in enumerate(schema.fields):
        at = ("fields", number)
        named = {"name": [field.name], "statusColumn": [field.status_column]}
        named["renamedFrom"] = list(former_names(field.descriptor))
        for key, names in named.items():
            yield from _run(schema, names, *at, key)
        yield from _of_symbols(field.descriptor, schema, *at)


def _of_symbols(tree: Mapping[str, Any], schema: Schema, *keys: Key) -> Iterator[Finding]:
    for number, missing in enumerate(tree.get("missingValues", ())):
        texts = [missing] if isinstance(missing, str) else missing.values()
        yield from _run(schema, texts, *keys, "missingValues", number)


def _run(schema: Schema, texts: Any, *keys: Key) -> Iterator[Finding]:
    for text in filter(is_run, map(str, texts)):
        yield Finding({"found": text}, schema_place(schema, *keys))
