"""What a descriptor holds: its value, the line of every key, the texts of its plain scalars.

What JSON would read as null, true, false or a number is that; everything else is text, so `NO`,
`012`, `1:30` and `2020-01-01` stay what was typed.
"""

from __future__ import annotations

import math
import re
from typing import Any, NoReturn

from msgspec import Struct, field

from hiraku.model import Key, Origin
from hiraku.problems import Place, Problem, Refused

MAX_DEPTH = 32

Keys = tuple[Key, ...]

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


def plain(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) < 1000 else text  # noqa: PLR2004 - int() refuses 4,300 digits
    number = float(text) if _NUMBER.fullmatch(text) else math.inf
    return number if math.isfinite(number) else text


def refuse(file: str, problem: str, line: int | None = None, /, **values: str) -> NoReturn:
    raise Refused(Problem(problem, Place(file, line=line), values))
