"""A descriptor of others without what ours do not know: each such part is told, none is guessed."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from hiraku.problems import Refused
from hiraku.reading.descriptors.document import Document
from hiraku.reading.descriptors.shape import errors_of, shape_of, shape_problems

_ROUNDS = 20


def fitting(tree: Mapping[str, Any], shape: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what of a tree fits a shape, and the paths of what was taken out, sorted.

    Raises `Refused` where something that the shape demands is not there.
    """
    fit, out = copy.deepcopy(dict(tree)), set[str]()
    document = Document("datapackage.json", fit)
    for _ in range(_ROUNDS):
        errors = errors_of(document, shape)
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
                out.add(_without(fit, keys))
            else:
                raise Refused(shape_problems(document, shape)[0])
    raise Refused(shape_problems(document, shape)[0])


def _without(tree: Any, keys: list[Any]) -> str:
    """Take out what stands at a path, and tell which; an item of a list costs the list."""
    last = max(place for place, key in enumerate(keys) if isinstance(key, str))
    with suppress(KeyError):  # taken out already with what it stood in
        for key in keys[:last]:
            tree = tree[key]
        del tree[keys[last]]
    return ".".join(map(str, keys[: last + 1]))


def known_to(shape: str) -> frozenset[str]:
    """Return the properties that a shape knows at its top."""
    return frozenset(shape_of(shape)["properties"])
