"""The items of a JSON list, one after the other: a table's JSON need not fit into memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, TextIO

PIECE = 256 * 1024
_SPACE = re.compile(r"[ \t\r\n]*+")


def is_list(path: Path) -> bool:
    """Tell whether the file's text begins as a list does (RFC 8259, 5)."""
    with path.open(encoding="utf-8") as stream:
        return stream.read(PIECE).lstrip(" \t\r\n").startswith("[")


def items(path: Path, member: str = "") -> Iterator[Any]:
    """Yield each item, its numbers as texts, of the list that the file is.

    With `member`, of the first list of that name, as `features` of GeoJSON. Raises `ValueError`
    where the file is no such JSON.
    """
    with path.open(encoding="utf-8") as stream:
        yield from _List(stream).items(f'"{member}":' if member else "")


class _List:
    """A window on a text: what was read of it and is not yet used."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._text = ""
        self._at = 0
        self._ended = False

    def items(self, mark: str) -> Iterator[Any]:
        """Yield the items of the list behind a mark, then look at what stands around the list."""
        before = self._past(mark) if mark else ""
        self._take("[")
        if self._next() == "]":
            self._take("]")
        else:
            yield self._item()
            while self._take(",]") == ",":
                yield self._item()
        self._text += self._stream.read()
        around = f"{before}[]{self._text[self._at :]}"
        json.loads(around, parse_constant=_no_constant)

    def _past(self, mark: str) -> str:
        while (place := self._text.find(mark)) < 0:
            if self._ended:
                raise ValueError(f"Expecting {mark}")
            self._read_on()
        self._at = place + len(mark)
        return self._text[: self._at]

    def _item(self) -> Any:
        """Return the next value; it is whole where something follows it."""
        while True:
            self._next()
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                if self._ended:
                    raise
            else:
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            self._read_on()

    def _take(self, wanted: str) -> str:
        character = self._next()
        if not character or character not in wanted:
            raise ValueError(f"Expecting {wanted!r}")
        self._at += 1
        return character

    def _next(self) -> str:
        """Return the next character that is no white space, empty at the end."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._read_on()

    def _read_on(self) -> None:
        """Read as much again as is unused, so that a large item is not decoded too often."""
        unused = self._text[self._at :]
        piece = self._stream.read(max(PIECE, len(unused)))
        self._text, self._at, self._ended = unused + piece, 0, not piece


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)


_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=_no_constant)
