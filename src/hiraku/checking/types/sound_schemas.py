"""A schema without what is wrong in it: one wrong property costs only itself.

What a rule found wrong is left out, and the cells are judged by all the rest: a column of an
unknown type by its header alone, a column with a broken pattern by everything but the pattern.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from msgspec.structs import replace

from hiraku.model import Field, Schema
from hiraku.reading.descriptors.standard import NAMELESS

_DECIDES_VALUES = {"type", "format"}


def without(schema: Schema, wrong: Iterable[str]) -> Schema:
    """Return the schema without the properties at the paths, such as `fields.0.format`."""
    by_field: dict[int, set[tuple[str, ...]]] = {}
    for path in wrong:
        keys = tuple(path.split("."))
        if keys[0] == "fields" and len(keys) > 1:
            by_field.setdefault(int(keys[1]), set()).add(keys[2:])
    fields = tuple(
        _field(field, by_field[at], at) if at in by_field else field
        for at, field in enumerate(schema.fields)
    )
    return _with_known_keys(replace(schema, fields=fields))


def _field(field: Field, wrong: Collection[tuple[str, ...]], at: int) -> Field:
    if any(keys[:1] == ("name",) for keys in wrong):
        field = replace(
            field, name=f"{field.name}#{at + 1}", descriptor={**field.descriptor, NAMELESS: True}
        )
    if any(keys[:1] and keys[0] in _DECIDES_VALUES for keys in wrong):
        return _of_any_value(field)
    gone = {keys[0] for keys in wrong if keys}
    constraints = _without(
        field.constraints, {keys[1] for keys in wrong if keys[:1] == ("constraints",) and keys[1:]}
    )
    descriptor = _without(field.descriptor, gone - {"constraints", "name"})
    if "constraints" in descriptor:
        descriptor["constraints"] = constraints
    return replace(field, constraints=constraints, descriptor=descriptor)


def _of_any_value(field: Field) -> Field:
    """Return the field as one of any value: of the rest only `required` can be held."""
    kept = {key: value for key, value in field.constraints.items() if key == "required"}
    descriptor = {
        key: field.descriptor[key] for key in ("name", NAMELESS) if key in field.descriptor
    }
    return replace(field, type="any", format="default", constraints=kept, descriptor=descriptor)


def _without(tree: Any, gone: set[str]) -> dict[str, Any]:
    return {key: value for key, value in tree.items() if key not in gone}


def _with_known_keys(schema: Schema) -> Schema:
    """Return the schema with the keys whose fields it has."""
    names = {field.name for field in schema.fields}

    def known(fields: tuple[str, ...]) -> bool:
        return names.issuperset(fields)

    return replace(
        schema,
        primary_key=schema.primary_key if known(schema.primary_key) else (),
        unique_keys=tuple(key for key in schema.unique_keys if known(key)),
        foreign_keys=tuple(key for key in schema.foreign_keys if known(key.fields)),
    )
