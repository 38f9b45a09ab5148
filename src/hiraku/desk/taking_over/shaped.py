"""A descriptor of others without what ours do not know: each such part is told, none is guessed."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from hiraku.reading.descriptors.document import Document
from hiraku.reading.descriptors.shape import errors_of, shape_of

_ROUNDS = 20


def fitting(tree: Mapping[str, Any], shape: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what of a tree fits a shape, and the paths of what was taken out, sorted.

    Raises `ValueError` where something that the shape demands is not there.
    """
    fit, out = copy.deepcopy(dict(tree)), set[str]()
    for _ in range(_ROUNDS):
        errors = errors_of(Document("datapackage.json", fit), shape)
        if not errors:
            return fit, tuple(sorted(out))
        for error in errors:
            keys = list(error.absolute_path)
            if error.validator == "additionalProperties":
                unknown = [key for key in error.instance if key not in error.schema["properties"]]
                for key in unknown:
                    out.add(".".join(map(str, (*keys, key))))
                    error.instance.pop(key, None)
            elif keys:
                out.add(".".join(map(str, keys)))
                _without(fit, keys)
            else:
                raise ValueError(error.message)
    raise ValueError(shape)


def _without(tree: Any, keys: list[Any]) -> None:
    """Take out what stands at a path; an item of a list costs the list, whose places tell."""
    at = next((place for place, key in enumerate(keys) if isinstance(key, int)), len(keys))
    for key in keys[: at - 1]:
        tree = tree.get(key, {})
    tree.pop(keys[at - 1], None)


def known_to(shape: str) -> frozenset[str]:
    """Return the properties that a shape knows at its top."""
    return frozenset(shape_of(shape)["properties"])
