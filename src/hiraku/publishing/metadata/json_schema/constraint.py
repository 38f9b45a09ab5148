"""The constraint `jsonSchema` of a field, carried into the JSON Schema of the whole table.

Only where it means the same there: a reference would begin at another root, an older draft reads
keywords otherwise, and a pattern must be one that ECMA-262 reads as the checker does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hiraku.publishing.metadata.ecma_patterns import from_re2

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_OF_DRAFT = {"$schema", "$comment"}
# Keywords of older drafts, which the newest has given up or reads in another way.
_OLD = {"dependencies", "additionalItems", "definitions"}


def carried(schema: Any) -> Mapping[str, Any] | None:
    """Return the schema without what only names its draft; None where it would not be exact."""
    if not isinstance(schema, Mapping) or schema.get("$schema", DIALECT).rstrip("#") != DIALECT:
        return None
    plain = {key: value for key, value in schema.items() if key not in _OF_DRAFT}
    return plain if all(map(_exact, _members(plain))) else None


def _members(tree: Any) -> Iterator[tuple[str, Any]]:
    """Yield each key with its value, at any depth."""
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            yield str(key), value
            yield from _members(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from _members(item)


def _exact(member: tuple[str, Any]) -> bool:
    key, value = member
    if key == "pattern" and isinstance(value, str):
        return _reads_alike(value)
    if key == "patternProperties" and isinstance(value, Mapping):
        return all(map(_reads_alike, value))
    if key == "items" and isinstance(value, list):
        return False
    return not key.startswith("$") and key not in _OLD


def _reads_alike(pattern: str) -> bool:
    inner = pattern.removeprefix("^").removesuffix("$")
    return from_re2(inner) == f"^(?:{inner})$"
