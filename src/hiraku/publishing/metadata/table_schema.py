"""Table Schema v2 of one resource, as every reader of the standard understands it.

Keys into other datasets stand beside the standard's own: readers such as frictionless 5 cannot
follow a foreign key out of the package, and call the whole package wrong. `missingValues` are all
texts, or all objects where one has a label: the standard has no list of both.
"""

from __future__ import annotations

from typing import Any

from hiraku.model import Schema

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"


def describe(schema: Schema) -> dict[str, Any]:
    node = {"$schema": PROFILE, **schema.descriptor}
    node["fields"] = [_of_one_form(dict(field.descriptor)) for field in schema.fields]
    keys = node.pop("foreignKeys", ())
    inside = [key for key in keys if not key["reference"].get("package")]
    outside = [key for key in keys if key["reference"].get("package")]
    named = {"foreignKeys": inside, "externalForeignKeys": outside}
    return _of_one_form(node) | {name: keys for name, keys in named.items() if keys}


def _of_one_form(node: dict[str, Any]) -> dict[str, Any]:
    values = node.get("missingValues", ())
    if any(isinstance(value, dict) for value in values):
        node["missingValues"] = [v if isinstance(v, dict) else {"value": v} for v in values]
    return node
