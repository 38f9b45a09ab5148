"""Strict YAML and JSON: plain values, and the line of every key.

What JSON would read as null, true, false or a number is that; everything else is text, so `NO`,
`012`, `1:30` and `2020-01-01` stay what was typed. Anchors, aliases, tags, merge keys, several
documents and duplicate keys are refused (a subset of YAML 1.2's core schema).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import yaml
from msgspec import Struct, field

from hiraku.model import Key, Origin
from hiraku.problems import Place, Problem, Refused
from hiraku.reading.json_positions import positions

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 32

Keys = tuple[Key, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


class Document(Struct):
    """A descriptor's value, the line of each key and the text of each plain scalar, by path."""

    file: str
    value: Any = None
    lines: dict[Keys, int] = field(default_factory=dict)
    texts: dict[Keys, str] = field(default_factory=dict)

    @property
    def origin(self) -> Origin:
        return Origin(self.file, self.lines)

    def place(self, *keys: Key) -> Place:
        return Place(
            self.file,
            line=self.origin.line(*keys),
            key=".".join(str(key) for key in keys) or None,
        )


def read_descriptor(path: Path, file: str) -> Document:
    """Read a `.yaml`, `.yml` or `.json` descriptor; raise `Refused` where it is not strict."""
    if path.stat().st_size > MAX_BYTES:
        _refuse(file, "descriptor-too-large", limit=f"{MAX_BYTES:,}")
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(
            file,
            "encoding-invalid",
            content.count(b"\n", 0, error.start) + 1,
            offset=str(error.start),
            bytes=content[error.start : error.start + 1].hex(" ").upper(),
            encoding="UTF-8",
        )
    return _read_json(text, file) if path.suffix == ".json" else _read_yaml(text, file)


def _read_json(text: str, file: str) -> Document:
    value = _json_value(text, file)
    found = positions(text)
    if found.depth > MAX_DEPTH:
        _refuse(file, "yaml-too-deep", limit=str(MAX_DEPTH))
    for key, line, first in found.repeated:
        _refuse(file, "yaml-duplicate-key", line, key=key, first_line=str(first))
    return Document(file, value, found.lines, found.texts)


def _json_value(text: str, file: str) -> Any:
    try:
        value = json.loads(text, parse_constant=_no_constant, parse_int=_plain)
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        _refuse(file, "json-syntax", error.lineno, reason=error.msg)
    except UnicodeEncodeError as error:
        _refuse(file, "json-syntax", reason=error.reason)
    except _NoJsonError as error:
        word = str(error)
        _refuse(file, "json-syntax", text.count("\n", 0, text.find(word)) + 1, reason=word)
    except RecursionError:
        _refuse(file, "yaml-too-deep", limit=str(MAX_DEPTH))
    return value


class _NoJsonError(ValueError):
    """A word that Python's parser accepts, but not the standard (RFC 8259, 6): NaN, Infinity."""


def _no_constant(word: str) -> NoReturn:
    raise _NoJsonError(word)


def _read_yaml(text: str, file: str) -> Document:
    document = Document(file)
    try:
        events = yaml.parse(text, Loader=_LOADER)
        document.value = _Builder(document, events).build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        _refuse(file, "yaml-syntax", _line(mark) if mark else None, reason=str(error.problem))
    except yaml.YAMLError as error:
        _refuse(file, "yaml-syntax", reason=str(error).splitlines()[0])
    return document


class _Builder:
    """Builds the value from YAML's events, which show what a node tree hides: anchors, aliases.

    PyYAML's stubs give events no attributes, hence `Any`.
    """

    def __init__(self, document: Document, events: Iterator[yaml.Event]) -> None:
        self.document = document
        self.events = events

    def build(self) -> Any:
        first = next(event for event in self.events if not _is_frame(event))
        value = None if isinstance(first, yaml.StreamEndEvent) else self._node(first, ())
        rest = [event for event in self.events if not _is_frame(event)]
        if rest and not isinstance(rest[0], yaml.StreamEndEvent):
            self._refuse(rest[0], "yaml-feature", feature="---")
        return value

    def _node(self, event: Any, keys: Keys) -> Any:
        self._admit(event, keys)
        self.document.lines.setdefault(keys, _line(event.start_mark))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(keys)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(keys)
        return self._scalar(event, keys)

    def _admit(self, event: Any, keys: Keys) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "yaml-feature", feature=f"*{event.anchor}")
        if event.anchor:
            self._refuse(event, "yaml-feature", feature=f"&{event.anchor}")
        if event.tag:
            self._refuse(event, "yaml-feature", feature=event.tag)
        if len(keys) > MAX_DEPTH:
            self._refuse(event, "yaml-too-deep", limit=str(MAX_DEPTH))

    def _mapping(self, keys: Keys) -> dict[str, Any]:
        value: dict[str, Any] = {}
        for event in iter(self.events.__next__, None):
            if isinstance(event, yaml.MappingEndEvent):
                return value
            key = self._key(event, keys)
            if key in value:
                first = str(self.document.lines[(*keys, key)])
                self._refuse(event, "yaml-duplicate-key", key=key, first_line=first)
            self.document.lines[(*keys, key)] = _line(event.start_mark)
            value[key] = self._node(next(self.events), (*keys, key))
        return value

    def _key(self, event: Any, keys: Keys) -> str:
        self._admit(event, keys)
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(event, "yaml-feature", feature="?")
        if event.value == "<<" and not event.style:
            self._refuse(event, "yaml-feature", feature="<<")
        return str(event.value)

    def _sequence(self, keys: Keys) -> list[Any]:
        value: list[Any] = []
        for event in iter(self.events.__next__, None):
            if isinstance(event, yaml.SequenceEndEvent):
                return value
            value.append(self._node(event, (*keys, len(value))))
        return value

    def _scalar(self, event: Any, keys: Keys) -> Any:
        text = str(event.value)
        if event.style:
            return text
        self.document.texts[keys] = text
        return _plain(text)

    def _refuse(self, event: Any, problem: str, **values: str) -> NoReturn:
        _refuse(self.document.file, problem, _line(event.start_mark), **values)


def _line(mark: Any) -> int:
    return int(mark.line) + 1


def _plain(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) < 1000 else text  # noqa: PLR2004 - int() refuses 4,300 digits
    number = float(text) if _NUMBER.fullmatch(text) else math.inf
    return number if math.isfinite(number) else text


def _is_frame(event: yaml.Event) -> bool:
    return isinstance(
        event, yaml.StreamStartEvent | yaml.DocumentStartEvent | yaml.DocumentEndEvent
    )


def _refuse(file: str, problem: str, line: int | None = None, /, **values: str) -> NoReturn:
    raise Refused(Problem(problem, Place(file, line=line), values))
