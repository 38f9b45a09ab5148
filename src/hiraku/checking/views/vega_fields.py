"""What a Vega-Lite specification names: fields of the data, and data from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hiraku.model import Key

Named = tuple[tuple[Key, ...], str]

# The keys by which a specification brings in what is not in the table.
_FOREIGN = {"data", "datasets", "url", "href"}
# With these a chart would be another one each time, or on another day.
_UNSTEADY = re.compile(r"\b(random|now|sample\w*)\s*\(")


def named_fields(specification: Mapping[str, Any]) -> Iterator[Named]:
    """Yield each field that is named, but those that a transform makes."""
    nodes = list(_nodes(specification))
    made = {name for keys, name in nodes if "as" in keys}
    for keys, name in nodes:
        if keys[-1] == "field" and isinstance(name, str) and name not in made:
            yield keys, name


def foreign_parts(specification: Mapping[str, Any]) -> Iterator[Named]:
    """Yield whatever would not come from the table, or not be the same at each build."""
    for keys, value in _nodes(specification):
        named = next((key for key in keys if key in _FOREIGN), None)
        if named:
            yield keys, named
        elif value == "image" and keys[-1] in {"mark", "type"}:
            yield keys, "image"
        elif keys[-1] == "sample":
            yield keys, "sample"
        elif isinstance(value, str) and (unsteady := _UNSTEADY.search(value)):
            yield keys, unsteady[1]


def _nodes(tree: Any, keys: tuple[Key, ...] = ()) -> Iterator[tuple[tuple[Key, ...], Any]]:
    """Yield each scalar with the keys that lead to it."""
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            yield from _nodes(value, (*keys, key))
    elif isinstance(tree, list):
        for at, value in enumerate(tree):
            yield from _nodes(value, (*keys, at))
    else:
        yield keys, tree
