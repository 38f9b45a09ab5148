"""Strict YAML, a subset of 1.2's core schema: plain values only, and the line of every key.

Anchors, aliases, tags, merge keys, several documents and duplicate keys are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

import yaml

from hiraku.reading.descriptors.document import MAX_DEPTH, Document, Keys, plain, refuse

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str, file: str) -> Document:
    document = Document(file)
    try:
        events = yaml.parse(text, Loader=_LOADER)
        document.value = _Builder(document, events).build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        refuse(file, "yaml-syntax", _line(mark) if mark else None, reason=str(error.problem))
    except yaml.YAMLError as error:
        refuse(file, "yaml-syntax", reason=str(error).splitlines()[0])
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
        return plain(text)

    def _refuse(self, event: Any, problem: str, **values: str) -> NoReturn:
        refuse(self.document.file, problem, _line(event.start_mark), **values)


def _line(mark: Any) -> int:
    return int(mark.line) + 1


def _is_frame(event: yaml.Event) -> bool:
    return isinstance(
        event, yaml.StreamStartEvent | yaml.DocumentStartEvent | yaml.DocumentEndEvent
    )
