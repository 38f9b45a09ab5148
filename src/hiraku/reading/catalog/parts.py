"""The parts that descriptors have in common: texts, parties, licences, places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hiraku.model import (
    Allowance,
    License,
    MissingValue,
    Party,
    Period,
    Place,
    Register,
    Source,
    Text,
    Withdrawn,
)

Tree = Mapping[str, Any]


def text(tree: Tree, key: str) -> Text | None:
    """Return `key` with its English `key@en`."""
    return Text(tree[key], tree.get(f"{key}@en")) if tree.get(key) else None


def title(tree: Tree, otherwise: str) -> Text:
    return text(tree, "title") or Text(otherwise)


def texts(tree: Tree, key: str) -> tuple[str, ...]:
    return tuple(tree.get(key) or ())


def party(tree: Tree, key: str) -> Party | None:
    found = tree.get(key)
    if not found:
        return None
    name = Text(found["name"], found.get("name@en"))
    return Party(name, found.get("code"), found.get("homepage"), found.get("email"))


def licenses(tree: Tree) -> tuple[License, ...]:
    return tuple(
        License(each["name"], title(each, each["name"]), each.get("path"))
        for each in tree.get("licenses") or ()
        if "name" in each
    )


def sources(tree: Tree) -> tuple[Source, ...]:
    return tuple(
        Source(title(each, ""), each.get("path"), each.get("section"))
        for each in tree.get("sources") or ()
    )


def register(tree: Tree) -> Register | None:
    """Return which dataset lists the municipalities (`municipalities` of catalog.yaml)."""
    found = tree.get("municipalities")
    return Register(**found) if found else None


def spatial(tree: Tree) -> Place | None:
    found = tree.get("spatial")
    return Place(Text(found["name"], found.get("name@en")), found.get("code")) if found else None


def withdrawn(tree: Tree) -> tuple[Withdrawn, ...]:
    return tuple(
        Withdrawn(
            each["id"],
            title(each, each["id"]),
            each["date"],
            Text(each["reason"], each.get("reason@en")),
            each.get("replacedBy"),
        )
        for each in tree.get("withdrawn") or ()
    )


def allowances(tree: Tree) -> tuple[Allowance, ...]:
    """Return what a dataset allows; a package of others has none that is complete."""
    return tuple(
        Allowance(each["rule"], each["reason"], each["until"])
        for each in tree.get("allow") or ()
        if isinstance(each, dict) and {"rule", "reason", "until"} <= each.keys()
    )


def temporal(tree: Tree) -> Period | None:
    found = tree.get("temporal")
    return Period(found["start"], found["end"]) if found else None


def missing_values(tree: Tree, otherwise: tuple[MissingValue, ...]) -> tuple[MissingValue, ...]:
    """Return the plain or labelled missing values (Table Schema v2, `missingValues`)."""
    if "missingValues" not in tree:
        return otherwise
    return tuple(
        MissingValue(each)
        if isinstance(each, str)
        else MissingValue(each["value"], each.get("label"))
        for each in tree["missingValues"]
    )


def key(value: str | list[str] | None) -> tuple[str, ...]:
    """Return a key's field names: a single name may stand without a list."""
    return (value,) if isinstance(value, str) else tuple(value or ())
