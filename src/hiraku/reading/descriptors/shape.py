"""Does a descriptor have the shape it must have? Unknown, missing and wrong properties.

The shapes are JSON Schemas (`shapes/*.json`). What is `translated` there may be said in further
languages (`title@en`); what is `spoken` is the code of a language that hiraku speaks. Where a text
is wanted and a plain scalar was read as a number, a truth value or nothing, the scalar's own text
is taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hiraku.languages import Message, spoken
from hiraku.problems import Problem, Severity, Value
from hiraku.reading.descriptors.document import Document, Keys
from hiraku.reading.descriptors.formats import FORMATS
from hiraku.spelling import nearest

SHAPES = Path(__file__).parent / "shapes"
# The shapes by the names of the files that stewards write.
OF_FILES = {
    "catalog": "catalog",
    "datapackage": "dataset",
    "schema": "schema",
    "search": "search",
    "tile-grid": "tile-grid",
}

# Without these nothing can be checked.
_NEEDED = {"resources", "path", "fields"}
_WHOLE = Message("shapes.whole")
_WORDS = {
    "string": Message("shapes.string"),
    "integer": Message("shapes.integer"),
    "number": Message("shapes.number"),
    "boolean": Message("shapes.boolean"),
    "array": Message("shapes.array"),
    "object": Message("shapes.object"),
    "null": Message("shapes.null"),
}


def published_at(file: str) -> str:
    """Return where a site publishes the JSON Schema of a file of `OF_FILES`, for editors."""
    return f"formats/{file}.schema.json"


def shape_problems(
    document: Document, shape: str, languages: tuple[str, ...] = (), *, strict: bool = True
) -> list[Problem]:
    """Compare with the shape, mending texts in place; a stranger's own properties only warn.

    `languages` are the catalog's: a key without one, `title`, is in the first.
    """
    problems: list[Problem] = []
    for error in errors_of(document, shape, tuple(dict.fromkeys((*languages, *spoken())))):
        problems.extend(_told(document, error, strict=strict))
    return sorted(problems, key=lambda problem: problem.place.line or 0)


@cache
def shape_of(shape: str, others: tuple[str, ...] = ()) -> Any:
    """Return a JSON Schema of `shapes/`, its references written out.

    What is translated may be said in `others` as well.
    """
    tree = json.loads((SHAPES / f"{shape}.json").read_text(encoding="utf-8"))
    return _in_languages(_without_references(tree, tree["$defs"]), others)


def _in_languages(tree: Any, others: tuple[str, ...]) -> Any:
    """Let what is translated be said in other languages, and know which hiraku speaks."""
    if isinstance(tree, list):
        return [_in_languages(item, others) for item in tree]
    if not isinstance(tree, dict):
        return tree
    if tree.get("spoken") is True:
        return {"enum": list(spoken())}
    made = {key: _in_languages(value, others) for key, value in tree.items()}
    properties = made.get("properties")
    for key, wanted in list(properties.items()) if isinstance(properties, dict) else ():
        if isinstance(wanted, dict) and wanted.get("translated") is True:
            made["properties"] |= {f"{key}@{code}": wanted for code in others}
    return made


@cache
def _fast_validator(shape: str, others: tuple[str, ...]) -> Any:
    """The fast validator: it says yes to a sound descriptor, and is asked nothing more."""
    import jsonschema_rs  # noqa: PLC0415 - it brings a good deal of the standard library

    return jsonschema_rs.Draft202012Validator(
        shape_of(shape, others), formats=FORMATS, validate_formats=True
    )


@cache
def _explaining_validator(shape: str, others: tuple[str, ...]) -> Any:
    """The validator that says what is wrong; to import it takes 0.1 s that few need to pay."""
    import jsonschema  # noqa: PLC0415

    checker = jsonschema.FormatChecker(formats=())
    for name, holds in FORMATS.items():
        checker.checks(name)(holds)
    return jsonschema.Draft202012Validator(shape_of(shape, others), format_checker=checker)


def _without_references(tree: Any, definitions: dict[str, Any]) -> Any:
    """Put each definition where it is referred to: looking them up takes most of the time."""
    if isinstance(tree, list):
        return [_without_references(item, definitions) for item in tree]
    if not isinstance(tree, dict):
        return tree
    if reference := tree.get("$ref"):
        return _without_references(definitions[reference.rpartition("/")[2]], definitions)
    return {
        key: _without_references(value, definitions)
        for key, value in tree.items()
        if key != "$defs"
    }


def errors_of(document: Document, shape: str, others: tuple[str, ...] = ()) -> list[Any]:
    """Return what breaks the shape; texts are mended in place."""
    if _fast_validator(shape, others).is_valid(document.value):
        return []
    validator = _explaining_validator(shape, others)
    errors = list(validator.iter_errors(document.value))
    mended = [_take_text(document, error) for error in errors]
    if any(mended):
        errors = list(validator.iter_errors(document.value))
    return errors


def _take_text(document: Document, error: Any) -> bool:
    """Put the scalar's own text where a text is wanted; false where there is none."""
    if error.validator == "anyOf":
        mended = [_take_text(document, cause) for cause in error.context]
        return any(mended)
    keys = tuple(error.absolute_path)
    text = document.texts.get(keys)
    no_text = error.instance is None and document.file.endswith(".json")
    if not text or no_text or not _wants_text(error):
        return False
    parent = document.value
    for key in keys[:-1]:
        parent = parent[key]
    parent[keys[-1]] = text
    return True


def _wants_text(error: Any) -> bool:
    if error.validator == "enum":
        return all(isinstance(allowed, str) for allowed in error.validator_value)
    wanted = error.validator_value
    return error.validator == "type" and (wanted == "string" or "string" in wanted)


def _told(document: Document, error: Any, *, strict: bool) -> Iterator[Problem]:
    keys = tuple(error.absolute_path)
    if not strict and _of_no_matter(error):
        return
    if error.validator == "additionalProperties":
        yield from _unknown(document, keys, error, strict=strict)
    elif error.validator == "required":
        key = error.message.split("'")[1]  # jsonschema tells one missing property at a time
        inline = key == "path" and "data" in error.instance
        if strict or (key in _NEEDED and not inline):
            yield Problem("missing-property", document.place(*keys), {"key": key})
    else:
        yield wrong_property(document, keys, error)


def _of_no_matter(error: Any) -> bool:
    """Tell what others may write as they like: the forms of names, dates and addresses."""
    return error.validator in {"pattern", "enum", "format", "const"}


def _unknown(document: Document, keys: Keys, error: Any, *, strict: bool) -> Iterator[Problem]:
    known = error.schema["properties"]
    for key in sorted(set(error.instance) - set(known)):
        near = nearest(key, known)
        if not strict and not near:
            continue
        yield Problem(
            "unknown-property",
            document.place(*keys, key),
            {"key": key, "nearest": near},
            hint="near" if near else None,
            severity=Severity.ERROR if strict else Severity.WARNING,
        )


def wrong_property(document: Document, keys: Keys, error: Any) -> Problem:
    """Say what a property holds and what it may hold."""
    stated = document.texts.get(keys) or _as_words(error.instance)
    key = ".".join(str(name) for name in keys) or _WHOLE
    values: dict[str, Value] = {"key": key, "found": stated, "wanted": _wanted(error)}
    return Problem("wrong-property", document.place(*keys), values)


def _as_words(value: Any) -> str | Message:
    if isinstance(value, str):
        return value
    kind = {dict: "object", list: "array", bool: "boolean", type(None): "null"}.get(type(value))
    return _WORDS[kind or "number"]


def _wanted(error: Any) -> str | Message:
    wanted = error.validator_value
    if error.validator == "type":
        kinds = [_WORDS[kind] for kind in ([wanted] if isinstance(wanted, str) else wanted)]
        return _one_of("shapes.either", kinds)
    if error.validator in {"enum", "const"}:
        return _one_of("shapes.one-of", wanted if error.validator == "enum" else [wanted])
    if "uniqueItems" in (error.validator, *(cause.validator for cause in error.context)):
        return Message("shapes.each-once")
    if error.validator == "anyOf":
        return _of_several(wanted)
    form: str | Message = FORMS.get(str(wanted), str(wanted))
    return _of_size(error) or form


def _one_of(key: str, wanted: Sequence[Any]) -> str | Message:
    """Return several as words, the last apart: `a, b or c`."""
    *words, last = (value if isinstance(value, Message) else str(value) for value in wanted)
    return Message(key, {"words": tuple(words), "last": last}) if words else last


def _of_size(error: Any) -> Message | None:
    wanted = error.validator_value
    if error.validator in {"minLength", "maxLength"}:
        return _CHARACTER if error.schema.get("maxLength") == 1 else _SOME_TEXT
    if error.validator == "minimum":
        return Message("shapes.at-least", {"least": str(wanted)})
    return None


def _of_several(alternatives: list[dict[str, Any]]) -> str | Message:
    words = next(
        (alternative["enum"] for alternative in alternatives if "enum" in alternative), None
    )
    return _one_of("shapes.one-of", words) if words else Message("shapes.text-or-texts")


_SOME_TEXT = Message("shapes.some-text")
_CHARACTER = Message("shapes.character")

FORMS = {
    "^[a-z0-9][a-z0-9._-]*$": Message("shapes.name"),
    '^https?://[^\\s/?#@:\\[\\]<>{}|\\\\^`"]+(:[0-9]+)?([/?#][^\\s<>{}|\\\\^`"]*)?$': Message(
        "shapes.web-address"
    ),
    '^https?://[^\\s/?#@:\\[\\]<>{}|\\\\^`"]+(:[0-9]+)?'
    '([/?#]([^\\s<>{}|\\\\^`"]|\\{(dataset|version|row)\\})*)?$': Message("shapes.report-form"),
    "^[0-9]{6}$": Message("shapes.six-digits"),
    "^[a-z0-9][a-z0-9_-]*$": Message("shapes.folder-name"),
    "^[ぁ-ゖー]+$": Message("shapes.hiragana"),
    "day": Message("shapes.day"),
    "period": Message("shapes.period"),
    "moment": Message("shapes.moment"),
    "site-address": Message("shapes.site-address"),
    "finding": Message("shapes.finding"),
    "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$": Message("shapes.language"),
    "^[A-Za-z0-9.!#$&'*+/=?_~-]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$": Message(
        "shapes.e-mail"
    ),
    "1": Message("shapes.at-least-one"),
    "2": Message("shapes.at-least-two-words"),
}
