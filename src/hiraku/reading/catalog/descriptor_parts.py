"""The parts that descriptors have in common: texts, parties, licences, places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hiraku.model import (
    Allowance,
    Area,
    ChosenFinding,
    Correction,
    License,
    MissingValue,
    Party,
    Period,
    Register,
    Series,
    Source,
    Text,
    Texts,
    Theme,
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
    words_by_code = {code: words for code, words in said.items() if words}
    return Text(words_by_code) if words_by_code else None


def title(tree: Tree, otherwise: str, codes: Codes) -> Text:
    return text(tree, "title", codes) or Text({codes[0]: otherwise})


def texts(tree: Tree, key: str, codes: Codes) -> Texts:
    """Return the lists `keywords`, `keywords@en`."""
    named = {code: tree.get(f"{key}@{code}") for code in codes}
    said = named | {codes[0]: named[codes[0]] or tree.get(key)}
    return Texts({code: tuple(words) for code, words in said.items() if words})


def party(tree: Tree, key: str, codes: Codes) -> Party | None:
    stated = tree.get(key)
    name = text(stated, "name", codes) if stated else None
    if not stated or not name:
        return None
    ways = (stated.get(way) for way in ("code", "homepage", "email", "form"))
    return Party(name, *ways)


def series(tree: Tree, codes: Codes) -> Series | None:
    stated = tree.get("series")
    if not stated:
        return None
    return Series(
        stated["name"],
        title(stated, stated["name"], codes),
        text(stated, "label", codes) or title(tree, tree["name"], codes),
    )


def findings(tree: Tree) -> tuple[ChosenFinding, ...]:
    return tuple(
        ChosenFinding(chosen["dataset"], chosen.get("view", ""))
        for chosen in tree.get("findings") or ()
    )


def licenses(tree: Tree, codes: Codes) -> tuple[License, ...]:
    return tuple(
        License(licence["name"], title(licence, licence["name"], codes), licence.get("path"))
        for licence in tree.get("licenses") or ()
        if "name" in licence
    )


def sources(tree: Tree, codes: Codes) -> tuple[Source, ...]:
    return tuple(
        Source(title(source, "", codes), source.get("path"), source.get("section"))
        for source in tree.get("sources") or ()
    )


def register(tree: Tree, codes: Codes) -> Register | None:
    """Return which dataset lists the municipalities (`municipalities` of catalog.yaml)."""
    stated = tree.get("municipalities")
    if not stated:
        return None
    columns = {key: name for key, name in stated.items() if key.partition("@")[0] != "noun"}
    return Register(**columns, noun=text(stated, "noun", codes))


def spatial(tree: Tree, codes: Codes) -> Area | None:
    stated = tree.get("spatial")
    name = text(stated, "name", codes) if stated else None
    return Area(name, stated.get("code")) if stated and name else None


def themes(tree: Tree, codes: Codes) -> tuple[Theme, ...]:
    return tuple(
        Theme(
            theme["name"],
            title(theme, theme["name"], codes),
            text(theme, "description", codes),
        )
        for theme in tree.get("themes") or ()
    )


def withdrawn(tree: Tree, codes: Codes) -> tuple[Withdrawn, ...]:
    return tuple(
        Withdrawn(
            gone["id"],
            title(gone, gone["id"], codes),
            gone["date"],
            text(gone, "reason", codes) or Text({}),
            gone.get("replacedBy"),
            gone.get("resource", ""),
            gone.get("version", ""),
        )
        for gone in tree.get("withdrawn") or ()
    )


def allowances(tree: Tree) -> tuple[Allowance, ...]:
    """Return what is allowed; a package of others has none that is complete."""
    return tuple(
        Allowance(**{key: str(allowance.get(key, "")) for key in Allowance.__struct_fields__})
        for allowance in tree.get("allow") or ()
        if isinstance(allowance, dict) and {"rule", "reason", "until"} <= allowance.keys()
    )


def severities(tree: Tree) -> Mapping[str, str]:
    """Return how grave findings are, where it is not as usual; a package of others says nothing."""
    stated = tree.get("severities")
    return stated if isinstance(stated, dict) else {}


def corrections(tree: Tree, codes: Codes) -> tuple[Correction, ...]:
    """Return what was put right, the newest first; a package of others may mean something else."""
    listed = tree.get("corrections")
    put_right = [
        Correction(entry["date"], _text(entry, "wrong", codes), entry["since"],
                   _text(entry, "right", codes))
        for entry in (listed if isinstance(listed, list) else ())
        if isinstance(entry, dict) and {"date", "wrong", "since", "right"} <= entry.keys()
    ]  # fmt: skip
    return tuple(sorted(put_right, key=lambda correction: correction.date, reverse=True))


def _text(tree: Tree, key: str, codes: Codes) -> Text:
    return text(tree, key, codes) or Text({})


def temporal(tree: Tree) -> Period | None:
    stated = tree.get("temporal")
    return Period(stated["start"], stated["end"]) if stated else None


def missing_values(
    tree: Tree, otherwise: tuple[MissingValue, ...], codes: Codes
) -> tuple[MissingValue, ...]:
    """Return the plain or labelled missing values (Table Schema v2, `missingValues`)."""
    if "missingValues" not in tree:
        return otherwise
    return tuple(
        MissingValue(value)
        if isinstance(value, str)
        else MissingValue(value["value"], text(value, "label", codes))
        for value in tree["missingValues"]
    )


def key(value: str | list[str] | None) -> tuple[str, ...]:
    """Return a key's field names, each once: a single name may stand without a list."""
    return (value,) if isinstance(value, str) else tuple(dict.fromkeys(value or ()))
