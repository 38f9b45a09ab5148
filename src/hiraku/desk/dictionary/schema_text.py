"""The YAML of a schema with some values of its fields changed: every other line as people wrote it.

Comments, order and what a dictionary does not show stay. The result is read again, and refused
where it does not say the former schema with those changes and nothing else.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

import yaml

from hiraku.problems import Refused
from hiraku.reading.descriptors.read import parse_descriptor
from hiraku.starting.yaml_text import is_plain_text

Changes = Mapping[str, Mapping[str, Any]]
"""By the name of a field, the new value of each of its properties; None where it is to go.

`enum` is the one of its constraints."""


def changed_schema(text: str, file: str, changes: Changes) -> str:
    """Return the YAML with the changes; raise `ValueError` where that cannot be done surely."""
    wanted = _with_changes(parse_descriptor(text.encode(), file).value, changes)
    for name, properties in changes.items():
        for key, value in properties.items():
            text = _changed(text, name, key, value)
    try:
        same = parse_descriptor(text.encode(), file).value == wanted
    except Refused:
        same = False
    if not same:
        raise ValueError(file)
    return text


def _with_changes(tree: Any, changes: Changes) -> Any:
    wanted = copy.deepcopy(tree)
    for field in wanted["fields"]:
        for key, value in changes.get(field["name"], {}).items():
            holder = field.setdefault("constraints", {}) if key == "enum" else field
            if value is None:
                holder.pop(key, None)
            else:
                holder[key] = value
            if not field.get("constraints", True):
                del field["constraints"]
    return wanted


def _changed(text: str, name: str, key: str, value: Any) -> str:
    field = _field(text, name)
    constraints = _entry(field, "constraints") if key == "enum" else None
    if key == "enum" and constraints is None:
        return text if value is None else _added(text, field, "constraints", {"enum": value})
    holder = constraints[1] if constraints else field
    if holder.flow_style:  # written on one line: written anew, whole
        tree = yaml.safe_load(text[holder.start_mark.index : holder.end_mark.index])
        tree = {k: v for k, v in {**tree, key: value}.items() if v is not None}
        return _replaced(text, holder, _flow(tree))
    entry = _entry(holder, key)
    if entry is None:
        return text if value is None else _added(text, holder, key, value)
    if value is None:
        alone = key == "enum" and len(holder.value) == 1
        return _without(text, constraints if alone and constraints else entry)
    return _replaced(text, entry[1], _flow(value))


def _field(text: str, name: str) -> Any:
    """Return the mapping of a field."""
    tree: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    fields = _entry(tree, "fields")
    for field in fields[1].value if fields else ():
        named = _entry(field, "name")
        if named and named[1].value == name:
            return field
    raise ValueError(name)


def _entry(mapping: Any, key: str) -> tuple[Any, Any] | None:
    return next((pair for pair in mapping.value if pair[0].value == key), None)


def _replaced(text: str, node: Any, value: str) -> str:
    """Return the text with the value of a node written anew, on the line of its key."""
    start = node.start_mark.index
    before = text[:start]
    if getattr(node, "flow_style", None) is False:  # a list begins below its key
        before = before.rstrip() + " "
    return before + value + text[_end(text, node) :]


def _end(text: str, node: Any) -> int:
    """Return where a node ends: a block behind its last sign."""
    start: int = node.start_mark.index
    return start + len(text[start : node.end_mark.index].rstrip())


def _added(text: str, mapping: Any, key: str, value: Any) -> str:
    """Return the text with one more property behind the first of a mapping."""
    first_key, first_value = mapping.value[0]
    end = text.find("\n", _end(text, first_value))
    end = len(text) if end < 0 else end
    indent = " " * first_key.start_mark.column
    return f"{text[:end]}\n{indent}{key}: {_flow(value)}{text[end:]}"


def _without(text: str, entry: tuple[Any, Any]) -> str:
    start = text.rfind("\n", 0, entry[0].start_mark.index)
    end = text.find("\n", _end(text, entry[1]))
    if text[start + 1 : entry[0].start_mark.index].strip():
        raise ValueError(entry[0].value)
    return text[:start] + (text[end:] if end >= 0 else "\n")


def _flow(value: Any) -> str:
    """Return a value on one line, as YAML reads it: JSON, or a plain word."""
    if isinstance(value, str) and value.isprintable() and is_plain_text(value):
        return value
    return json.dumps(value, ensure_ascii=False)
