"""Descriptors of strangers: the standards' properties are read, and what is wrong costs itself.

Any other property, of any shape, is no business of the check. One that is wrong is told and taken
out, so that everything else is still judged: an error where it bears on the data or breaks a MUST
of Data Package, a warning where it says nothing about the data.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from hiraku.languages import Message, spoken
from hiraku.problems import Problem, Severity
from hiraku.reading.descriptors.document import Document, Keys
from hiraku.reading.descriptors.shape import errors_of, shape_of, wrong_property
from hiraku.spelling import nearest

PACKAGE, SCHEMA, DIALECT = "package", "table-schema", "table-dialect"

# What says nothing about the data, by the shape; in lists of resources and fields also theirs.
_INFORMATIVE = {
    PACKAGE: {
        "$schema", "profile", "name", "id", "title", "description", "homepage", "version",
        "created", "image", "keywords", "licenses", "sources", "contributors", "mediatype",
    },
    SCHEMA: {
        "$schema", "title", "description", "example", "examples", "rdfType", "categoriesOrdered",
        "label",
    },
    DIALECT: {"$schema", "name", "title", "description", "csvddfVersion"},
}  # fmt: skip
_MEMBERS = {PACKAGE: "resources", SCHEMA: "fields"}
# Other descriptions that are taken for one, by the properties that tell them.
_KINDS = {
    "is-package": {"resources"},
    "is-table-schema": {"fields"},
    "is-resource": {"path", "schema"},
    "is-json-schema": {"properties"},
}
# Marks a field without a name; no stranger can write it, for what they write is taken out.
NAMELESS = "nameless"
# Lists that mean something else without one of their members: no header row is no header.
_WHOLE = {"headerRows"}
_ALIKE = 0.85
_ROUNDS = 100


def sound_part(document: Document, shape: str) -> tuple[Document | None, list[Problem]]:
    """Return the document with what the standard defines and is right, and what was wrong.

    None where nothing is left: no object, or none of what it is for.
    """
    if kind := _another(document.value, shape):
        return None, [Problem("missing-property", document.place(), {"key": _MEMBERS[shape]}, kind)]
    problems: list[Problem] = []
    known = _known(document.value, shape_of(shape, spoken()), (), document, problems)
    sound = replace(document, value=known)
    problems.extend(_taken_out(sound, shape))
    ordered = sorted(problems, key=lambda problem: problem.place.line or 0)
    usable = isinstance(sound.value, dict) and not _lacks_members(sound.value, shape)
    return sound if usable else None, ordered


def _another(value: Any, shape: str) -> str | None:
    """Tell which other description it is, by what only that has; None where it is none we know."""
    if shape not in _MEMBERS or not isinstance(value, dict) or _MEMBERS[shape] in value:
        return None
    return next((kind for kind, own in _KINDS.items() if own <= value.keys()), None)


def _lacks_members(value: dict[str, Any], shape: str) -> bool:
    members = _MEMBERS.get(shape)
    return members is not None and not value.get(members)


def _known(value: Any, shape: Any, keys: Keys, document: Document, problems: list[Problem]) -> Any:
    """Return the value without the properties that the shape does not name, at any depth."""
    if isinstance(value, list) and isinstance(shape, dict) and "items" in shape:
        return [
            _known(item, shape["items"], (*keys, at), document, problems)
            for at, item in enumerate(value)
        ]
    properties = shape.get("properties") if isinstance(shape, dict) else None
    if not isinstance(value, dict) or not properties:
        return value
    problems.extend(_strangers(value, properties, keys, document))
    return {
        key: _known(member, properties[key], (*keys, key), document, problems)
        for key, member in value.items()
        if key in properties
    }


def _strangers(
    value: dict[str, Any], properties: dict[str, Any], keys: Keys, document: Document
) -> Iterator[Problem]:
    """Yield properties that somebody surely meant otherwise: misspelt, or in the wrong place."""
    constraints = properties.get("constraints", {}).get("properties", {})
    for key in sorted(set(value) - set(properties)):
        place = document.place(*keys, key)
        if key in constraints:
            yield Problem("unknown-property", place, {"key": key}, hint="misplaced")
        elif keys[-1:] == ("constraints",):
            near = nearest(key, properties)
            values = {"key": key, "nearest": near}
            yield Problem("unknown-property", place, values, hint="near" if near else None)
        elif near := nearest(key, set(properties) - set(value), _ALIKE):
            yield Problem(
                "unknown-property", place, {"key": key, "nearest": near}, hint="near",
                severity=Severity.WARNING,
            )  # fmt: skip


def _taken_out(document: Document, shape: str) -> Iterator[Problem]:
    """Take out what is wrong until nothing is; what is missing only because of that is not told."""
    gone: set[Keys] = set()
    for _ in range(_ROUNDS):
        errors = errors_of(document, shape, spoken())
        if not errors:
            return
        for error in sorted(errors, key=_position, reverse=True):
            keys = tuple(error.absolute_path)
            wanting = {(*keys, key) for key in _missing(error)}
            emptied = error.validator == "minItems" and any(path[:-1] == keys for path in gone)
            if keys not in gone and not wanting & gone and not emptied:
                yield _told(document, error, keys, shape)
            gone.add(keys)
            _take_out(document, keys, error)
    document.value = None


def _position(error: Any) -> tuple[tuple[int, str], ...]:
    keys = error.absolute_path
    return tuple((key, "") if isinstance(key, int) else (-1, key) for key in keys)


def _told(document: Document, error: Any, keys: Keys, shape: str) -> Problem:
    severity = _severity(error, keys, shape)
    if missing := _missing(error):
        values = {"key": _either(missing)}
        return Problem("missing-property", document.place(*keys), values, severity=severity)
    return replace(wrong_property(document, keys, error), severity=severity)


def _either(names: list[str]) -> str | Message:
    *names, last = names
    return Message("shapes.one-property", {"words": tuple(names), "last": last}) if names else last


def _missing(error: Any) -> list[str]:
    """Return the property that is missing, or those of which one is needed."""
    if error.validator == "required":
        return [key for key in error.validator_value if key not in error.instance][:1]
    alternatives = error.validator_value if error.validator == "anyOf" else ()
    return [
        alternative["required"][0]
        for alternative in alternatives
        if set(alternative) == {"required"}
    ]


def _severity(error: Any, keys: Keys, shape: str) -> Severity:
    """Return an error for what bears on the data, and for what breaks a MUST of the standard."""
    member = len(keys) > 1 and keys[0] == _MEMBERS.get(shape)
    own = keys[2:] if member else keys
    must = bool(_missing(error)) or (member and own == ("name",))
    informative = bool(own) and own[0] in _INFORMATIVE[shape]
    return Severity.WARNING if informative and not must else Severity.ERROR


def _take_out(document: Document, keys: Keys, error: Any) -> None:
    """Remove what is at the path; a field stays where it is, for its column does."""
    if not keys:
        document.value = None
        return
    parent = _at(document.value, keys[:-1])
    last = keys[-1]
    if keys[0] == "fields" and len(keys) == 2:  # noqa: PLR2004 - a field as a whole
        parent[last] = _nameless(parent[last], last)
    elif keys[0] == "resources" and _missing(error) == ["name"]:
        parent[last]["name"] = f"resource-{int(last) + 1}"
    elif isinstance(parent, dict):
        parent.pop(last, None)
    elif keys[-2] in _WHOLE:
        _take_out(document, keys[:-1], error)
    elif isinstance(parent, list) and isinstance(last, int) and last < len(parent):
        del parent[last]


def _at(value: Any, keys: Keys) -> Any:
    """Return what stands at a path; None where something on the way was taken out."""
    for key in keys:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _nameless(field: Any, at: Any) -> dict[str, Any]:
    """Return a field that has no name as that of the column where it stands."""
    known = field if isinstance(field, dict) else {"type": "any"}
    return {**known, "name": str(known.get("title") or f"#{at + 1}"), NAMELESS: True}
