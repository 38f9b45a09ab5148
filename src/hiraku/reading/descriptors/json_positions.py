"""Where each key and value of a JSON text stands: the parser of the standard library forgets it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from msgspec import Struct, field

from hiraku.model import Key

Keys = tuple[Key, ...]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++')


class Positions(Struct):
    """By path: the line of each key and item, the text of each bare scalar.

    `repeated` holds each key that an object has twice, with its line and the line of the first.
    """

    lines: dict[Keys, int] = field(default_factory=dict)
    texts: dict[Keys, str] = field(default_factory=dict)
    repeated: list[tuple[str, int, int]] = field(default_factory=list)
    depth: int = 0


def positions(text: str) -> Positions:
    """Walk the tokens of a text that is valid JSON (RFC 8259)."""
    positions = Positions()
    _value(_tokens(text), (), positions)
    return positions


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line, past = 1, 0
    for token in _TOKEN.finditer(text):
        line += text.count("\n", past, token.start())
        past = token.start()
        yield token[0], line


def _value(tokens: Iterator[tuple[str, int]], keys: Keys, positions: Positions) -> str:
    """Take one value; return the bracket where there was none, in an empty array."""
    mark, line = next(tokens)
    if mark == "]":
        return mark
    positions.depth = max(positions.depth, len(keys))
    positions.lines.setdefault(keys, line)
    if mark == "{":
        _members(tokens, keys, positions)
    elif mark == "[":
        _items(tokens, keys, positions)
    elif not mark.startswith('"'):
        positions.texts[keys] = mark
    return ""


def _members(tokens: Iterator[tuple[str, int]], keys: Keys, positions: Positions) -> None:
    seen: dict[str, int] = {}
    for mark, line in tokens:
        if mark == "}":
            return
        if mark == ",":
            continue
        key = json.loads(mark)
        if key in seen:
            positions.repeated.append((key, line, seen[key]))
        seen.setdefault(key, line)
        positions.lines[*keys, key] = line
        next(tokens)
        _value(tokens, (*keys, key), positions)


def _items(tokens: Iterator[tuple[str, int]], keys: Keys, positions: Positions) -> None:
    index = 0
    while _value(tokens, (*keys, index), positions) != "]":
        index += 1
        if next(tokens)[0] == "]":
            return
