"""Does a descriptor have the shape it must have? Unknown, missing and wrong properties.

The shapes are JSON Schemas (`shapes/*.json`); where a text is wanted and a plain scalar was read
as a number, a truth value or nothing, the scalar's own text is taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from hiraku.model import Text
from hiraku.problems import Problem, Severity
from hiraku.reading.descriptors.document import Document, Keys
from hiraku.spelling import nearest

SHAPES = Path(__file__).parent / "shapes"

# Without these nothing can be checked.
_NEEDED = {"resources", "path", "fields"}
_WHOLE = Text("ファイル全体", "the whole file")
_WORDS = {
    "string": Text("文字", "a text"),
    "integer": Text("整数", "an integer"),
    "number": Text("数値", "a number"),
    "boolean": Text("true または false", "true or false"),
    "array": Text("一覧（- で始まる行）", "a list (lines that begin with -)"),
    "object": Text("項目: 値 の組", "a group of `key: value`"),
    "null": Text("空", "nothing"),
}


def shape_problems(document: Document, shape: str, *, strict: bool = True) -> list[Problem]:
    """Compare with the shape, mending texts in place; a stranger's own properties only warn."""
    problems: list[Problem] = []
    for error in errors_of(document, shape):
        problems.extend(_told(document, error, strict=strict))
    return sorted(problems, key=lambda problem: problem.place.line or 0)


@cache
def shape_of(shape: str) -> Any:
    """Return a JSON Schema of `shapes/`, its references written out."""
    tree = json.loads((SHAPES / f"{shape}.json").read_text(encoding="utf-8"))
    return _without_references(tree, tree["$defs"])


@cache
def _acquitter(shape: str) -> jsonschema_rs.Draft202012Validator:
    """The fast validator: it says yes to a sound descriptor, and is asked nothing more."""
    return jsonschema_rs.Draft202012Validator(
        shape_of(shape), formats=_FORMATS, validate_formats=True
    )


@cache
def _judge(shape: str) -> Any:
    """The validator that says what is wrong; to import it takes 0.1 s that few need to pay."""
    import jsonschema  # noqa: PLC0415

    checker = jsonschema.FormatChecker(formats=())
    for name, holds in _FORMATS.items():
        checker.checks(name)(holds)
    return jsonschema.Draft202012Validator(shape_of(shape), format_checker=checker)


def _without_references(tree: Any, definitions: dict[str, Any]) -> Any:
    """Put each definition where it is referred to: looking them up takes most of the time."""
    if isinstance(tree, list):
        return [_without_references(each, definitions) for each in tree]
    if not isinstance(tree, dict):
        return tree
    if reference := tree.get("$ref"):
        return _without_references(definitions[reference.rpartition("/")[2]], definitions)
    return {
        key: _without_references(each, definitions) for key, each in tree.items() if key != "$defs"
    }


def errors_of(document: Document, shape: str) -> list[Any]:
    """Return what breaks the shape; texts are mended in place."""
    if _acquitter(shape).is_valid(document.value):
        return []
    validator = _judge(shape)
    errors = list(validator.iter_errors(document.value))
    mended = [_take_text(document, error) for error in errors]
    if any(mended):
        errors = list(validator.iter_errors(document.value))
    return errors


def _take_text(document: Document, error: Any) -> bool:
    """Put the scalar's own text where a text is wanted; false where there is none."""
    if error.validator == "anyOf":
        mended = [_take_text(document, each) for each in error.context]
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
        return all(isinstance(each, str) for each in error.validator_value)
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
    found = document.texts.get(keys) or _as_words(error.instance)
    key = ".".join(str(each) for each in keys) or _WHOLE
    values: dict[str, str | Text] = {"key": key, "found": found, "wanted": _wanted(error)}
    return Problem("wrong-property", document.place(*keys), values)


def _as_words(value: Any) -> str | Text:
    if isinstance(value, str):
        return value
    kind = {dict: "object", list: "array", bool: "boolean", type(None): "null"}.get(type(value))
    return _WORDS[kind or "number"]


def _wanted(error: Any) -> Text:
    wanted = error.validator_value
    if error.validator == "type":
        kinds = [_WORDS[each] for each in ([wanted] if isinstance(wanted, str) else wanted)]
        return Text("、".join(k.ja for k in kinds), " or ".join(k.in_language("en") for k in kinds))
    if error.validator == "enum" and len(wanted) > 1:
        *words, last = map(str, wanted)
        before = "、".join(words), ", ".join(words)
        return Text(f"{before[0]}、{last} のどれか", f"one of {before[1]} or {last}")
    if error.validator in {"enum", "const"}:
        only = str(wanted[0] if error.validator == "enum" else wanted)
        return Text(only, only)
    if error.validator == "anyOf":
        return _of_several(wanted)
    return _of_size(error) or _FORMS.get(str(wanted), Text(str(wanted), str(wanted)))


def _of_size(error: Any) -> Text | None:
    wanted = error.validator_value
    if error.validator in {"minLength", "maxLength"}:
        return _CHARACTER if error.schema.get("maxLength") == 1 else _SOME_TEXT
    if error.validator == "minimum":
        return Text(f"{wanted} 以上の整数", f"an integer of at least {wanted}")
    return None


def _of_several(alternatives: list[dict[str, Any]]) -> Text:
    words = next((each["enum"] for each in alternatives if "enum" in each), None)
    if words:
        return Text(f"{'、'.join(words)} のどれか", f"one of {', '.join(words)}")
    return Text("文字、または文字の一覧", "a text or a list of texts")


def _is_day(text: object) -> bool:
    return not isinstance(text, str) or (len(text) == len("2022-08-31") and _exists(text))


def _is_period(text: object) -> bool:
    """Tell whether a year, a month or a day exists (ISO 8601)."""
    if not isinstance(text, str):
        return True
    shaped = re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text)
    return bool(shaped) and _exists((text + "-01-01")[:10])


def _is_moment(text: object) -> bool:
    return not isinstance(text, str) or _exists(text)


def _exists(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


_SOME_TEXT = Text("空でない文字", "a text that is not empty")
_CHARACTER = Text(
    'ちょうど1文字（タブなら、\\t ではなくタブそのもの。JSON では "\\t"）',
    'exactly one character (for a tab a tab itself, in JSON "\\t")',
)
_FORMATS = {"day": _is_day, "period": _is_period, "moment": _is_moment}

_FORMS = {
    "^[a-z0-9][a-z0-9._-]*$": Text(
        "半角の小文字と数字と - _ . だけの名前", "a name of lower-case letters, digits, - _ and ."
    ),
    '^https?://[^\\s/?#@:\\[\\]<>{}|\\\\^`"]+(:[0-9]+)?([/?#][^\\s<>{}|\\\\^`"]*)?$': Text(
        "https:// で始まるアドレス", "an address that begins with https://"
    ),
    "^[0-9]{6}$": Text("6桁の数字", "six digits"),
    "^[a-z0-9][a-z0-9_-]*$": Text(
        "半角の小文字と数字と - _ だけの名前", "a name of lower-case letters, digits, - and _"
    ),
    "^[ぁ-ゖー]+$": Text("ひらがな（長音の「ー」も可）", "hiragana, with ー for long vowels"),
    "day": Text("2022-08-31 の形の実在する日付", "a real date such as 2022-08-31"),
    "period": Text(
        "2022、2022-08、2022-08-31 のどれかの形の実在する年月日",
        "2022, 2022-08 or 2022-08-31, and real",
    ),
    "moment": Text(
        "2022-08-31T00:00:00+09:00 または 2022-08-31 の形",
        "2022-08-31T00:00:00+09:00 or 2022-08-31",
    ),
    "^[A-Za-z0-9.!#$&'*+/=?_~-]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$": Text(
        "電子メールアドレス", "an e-mail address"
    ),
    "1": Text("1つ以上", "at least one"),
    "2": Text("2つ以上の言葉の一覧", "a list of at least two words"),
}
