"""Table Schema v2 of one resource, as every reader of the standard understands it.

Labels of missing values and keys into other datasets stand beside the standard's properties:
readers such as frictionless 5 refuse `missingValues` with labels, and cannot follow a foreign key
out of the package.
"""

from __future__ import annotations

from typing import Any

from hiraku.model import Schema

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"


def describe(schema: Schema) -> dict[str, Any]:
    described = {"$schema": PROFILE, **schema.descriptor}
    described["fields"] = [_plain(dict(each.descriptor)) for each in schema.fields]
    keys = described.pop("foreignKeys", ())
    inside = [each for each in keys if not each["reference"].get("package")]
    outside = [each for each in keys if each["reference"].get("package")]
    named = {"foreignKeys": inside, "externalForeignKeys": outside}
    return _plain(described | {name: found for name, found in named.items() if found})


def _plain(tree: dict[str, Any]) -> dict[str, Any]:
    """Split labelled missing values into plain ones and their labels."""
    values = tree.get("missingValues")
    if not values or all(isinstance(each, str) for each in values):
        return tree
    tree["missingValues"] = [each if isinstance(each, str) else each["value"] for each in values]
    tree["missingValueLabels"] = {
        each["value"]: each["label"]
        for each in values
        if isinstance(each, dict) and "label" in each
    }
    return tree
