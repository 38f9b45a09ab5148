r"""Patterns as they are written in the world, for the linear engine (RE2) where it can run them.

XML Schema, ECMA-262 and Python write the same thing in several ways: `\uXXXX`, `\p{IsHiragana}`,
an escape that needs none. Each is translated exactly. `\d`, `\w` and `\s` are Unicode's (UTS #18,
annex C, as Python's), `\i` and `\c` those of XML Schema. What a linear engine cannot run
(look-around, back-references, word boundaries, subtraction of sets) is left to a second engine
(`second_engine.py`), which runs under limits.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from hiraku.checking.types.patterns.reader import PatternReader, UnreadableError
from hiraku.checking.types.patterns.second_engine import objection

# More repetitions, one within the other, the linear engine does not hold; the second one does.
_MANY, _MANY_WIDE = 1000, 60
_WIDE = re.compile(r"\\p|\\x\{")


class Translation(Struct, frozen=True):
    """A pattern for the linear engine; None where only the second engine can run `other`."""

    linear: str | None
    other: str


@cache
def translated(pattern: str) -> Translation:
    """Translate a pattern; raise `UnreadableError` where neither engine can run it."""
    reader = PatternReader(pattern)
    text = reader.whole()
    if reader.linear and reader.most <= (
        _MANY_WIDE if "{" in text and _WIDE.search(text) else _MANY
    ):
        return Translation(text, text)
    if reason := objection(text):
        raise UnreadableError(reason)
    return Translation(None, text)
