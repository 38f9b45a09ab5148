"""A JSON Schema of a file that people write, with what each of its properties is for."""

from __future__ import annotations

from typing import Any

from hiraku.languages import has, say


def explained(tree: Any, keys: tuple[str, ...], code: str) -> Any:
    """Return a JSON Schema that says of each property what it is for."""
    if isinstance(tree, list):
        return [explained(part, keys, code) for part in tree]
    if not isinstance(tree, dict):
        return tree
    return {
        name: _properties(part, keys, code) if name == "properties" else explained(part, keys, code)
        for name, part in tree.items()
    }


def _properties(tree: Any, keys: tuple[str, ...], code: str) -> Any:
    made = {key: explained(wanted, (*keys, key), code) for key, wanted in tree.items()}
    for key, wanted in made.items():
        if isinstance(wanted, dict):
            wanted["description"] = explanation((*keys, key), code)
    return made


def explanation(keys: tuple[str, ...], code: str) -> str:
    """Return what the property at a path is for; `KeyError` where nothing says it.

    What is said of it below its parent goes before what is said of its name alone.
    """
    path = (*keys[:-1], keys[-1].partition("@")[0])
    known = (f"properties.{'.'.join(path[start:])}" for start in range(len(path)))
    return say(code, next(filter(has, known), f"properties.{path[-1]}"))
