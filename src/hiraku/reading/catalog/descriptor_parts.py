"""The parts that descriptors have in common: texts, parties, licences, places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hiraku.model import (
    Allowance,
    Area,
    License,
    MissingValue,
    Party,
    Period,
    Register,
    Source,
    Text,
    Texts,
    Withdrawn,
)

Tree = Mapping[str, Any]


Codes = tuple[str, ...]
"""The languages of the catalog; a key without one, `title`, is in the first."""


def text(tree: Tree, key: str, codes: Codes) -> Text | None:
    """Return `key` with what is said in further languages: `title`, `title@en`.

    Where a key names the first language as well, it is that language's, and not the plain one.
    """
    named = {code: tree.get(f"{key}@{code}") for code in codes}
    said = named | {codes[0]: named[codes[0]] or tree.get(key)}
    found = {code: words for code, words in said.items() if words}
    return Text(found) if found else None


def title(tree: Tree, otherwise: str, codes: Codes) -> Text:
    return text(tree, "title", codes) or Text({codes[0]: otherwise})


def texts(tree: Tree, key: str, codes: Codes) -> Texts:
    """Return the lists `keywords`, `keywords@en`."""
    named = {code: tree.get(f"{key}@{code}") for code in codes}
    said = named | {codes[0]: named[codes[0]] or tree.get(key)}
    return Texts({code: tuple(words) for code, words in said.items() if words})


def party(tree: Tree, key: str, codes: Codes) -> Party | None:
    found = tree.get(key)
    name = text(found, "name", codes) if found else None
    if not found or not name:
        return None
    return Party(name, found.get("code"), found.get("homepage"), found.get("email"))


def licenses(tree: Tree, codes: Codes) -> tuple[License, ...]:
    return tuple(
        License(each["name"], title(each, each["name"], codes), each.get("path"))
        for each in tree.get("licenses") or ()
        if "name" in each
    )


def sources(tree: Tree, codes: Codes) -> tuple[Source, ...]:
    return tuple(
        Source(title(each, "", codes), each.get("path"), each.get("section"))
        for each in tree.get("sources") or ()
    )


def register(tree: Tree) -> Register | None:
    """Return which dataset lists the municipalities (`municipalities` of catalog.yaml)."""
    found = tree.get("municipalities")
    return Register(**found) if found else None


def spatial(tree: Tree, codes: Codes) -> Area | None:
    found = tree.get("spatial")
    name = text(found, "name", codes) if found else None
    return Area(name, found.get("code")) if found and name else None


def withdrawn(tree: Tree, codes: Codes) -> tuple[Withdrawn, ...]:
    return tuple(
        Withdrawn(
            each["id"],
            title(each, each["id"], codes),
            each["date"],
            text(each, "reason", codes) or Text({}),
            each.get("replacedBy"),
            each.get("resource", ""),
            each.get("version", ""),
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


def missing_values(
    tree: Tree, otherwise: tuple[MissingValue, ...], codes: Codes
) -> tuple[MissingValue, ...]:
    """Return the plain or labelled missing values (Table Schema v2, `missingValues`)."""
    if "missingValues" not in tree:
        return otherwise
    return tuple(
        MissingValue(each)
        if isinstance(each, str)
        else MissingValue(each["value"], text(each, "label", codes))
        for each in tree["missingValues"]
    )


def key(value: str | list[str] | None) -> tuple[str, ...]:
    """Return a key's field names: a single name may stand without a list."""
    return (value,) if isinstance(value, str) else tuple(value or ())
