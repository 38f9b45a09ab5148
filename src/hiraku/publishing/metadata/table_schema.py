"""Table Schema v2 of one resource, as every reader of the standard understands it.

Keys into other datasets stand beside the standard's own: readers such as frictionless 5 cannot
follow a foreign key out of the package, and call the whole package wrong.
"""

from __future__ import annotations

from typing import Any

from hiraku.model import Schema

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"


def describe(schema: Schema) -> dict[str, Any]:
    node = {"$schema": PROFILE, **schema.descriptor}
    node["fields"] = [dict(field.descriptor) for field in schema.fields]
    keys = node.pop("foreignKeys", ())
    inside = [key for key in keys if not key["reference"].get("package")]
    outside = [key for key in keys if key["reference"].get("package")]
    named = {"foreignKeys": inside, "externalForeignKeys": outside}
    return node | {name: keys for name, keys in named.items() if keys}
