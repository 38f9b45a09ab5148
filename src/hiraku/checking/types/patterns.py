r"""Patterns as they are written in the world, for the linear engine (RE2) where it can run them.

XML Schema, ECMA-262 and Python write the same thing in several ways: `\uXXXX`, `\p{IsHiragana}`,
an escape that needs none. Each is translated exactly. `\d`, `\w` and `\s` are Unicode's (UTS #18,
annex C, as Python's), `\i` and `\c` those of XML Schema. What a linear engine cannot run
(look-around, back-references, word boundaries, subtraction of sets) is left to a second engine,
which runs under a time limit.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from msgspec import Struct

from hiraku.checking.types.pattern_classes import BLOCKS, CATEGORIES, GENERAL, SCRIPTS, SETS

_CONTROLS = {
    "t": "\t",
    "n": "\n",
    "r": "\r",
    "f": "\f",
    "v": "\v",
    "a": "\a",
    "0": "\0",
    "e": "\x1b",
}
_CODES = re.compile(
    r"u\{([0-9A-Fa-f]{1,6})\}|x\{([0-9A-Fa-f]{1,6})\}|U([0-9A-Fa-f]{8})|u([0-9A-Fa-f]{4})"
    r"|x([0-9A-Fa-f]{2})"
)
_PROPERTY = re.compile(
    r"([pP])(?:\{(\^?)(?:(?:gc|General_Category|sc|Script)=)?([^}]+)\}|([A-Za-z]))"
)
_REPEAT = re.compile(r"\{([0-9]*)(,?)([0-9]*)\}")
_GROUP = re.compile(r"\(\?(?:(P?<[A-Za-z_][A-Za-z0-9_]*>)|(:)|([ims]*(?:-[ims]+)?)(:|\)))")
_POSIX = re.compile(r"\[:\^?[a-z]+:\]")
# More repetitions, one within the other, the linear engine does not hold; the second one does.
_MANY, _MANY_WIDE = 1000, 60
_WIDE = re.compile(r"\\p|\\x\{")

CELL_SECONDS = 0.5
TABLE_SECONDS = 10.0


class UnreadableError(ValueError):
    """No engine can read the pattern; says why."""


class Translation(Struct, frozen=True):
    """A pattern for the linear engine; None where only the second engine can run `other`."""

    linear: str | None
    other: str


@cache
def translated(pattern: str) -> Translation:
    """Translate a pattern; raise `UnreadableError` where neither engine can run it."""
    reader = _Reader(pattern)
    text = reader.whole()
    if reader.linear and reader.most <= (
        _MANY_WIDE if "{" in text and _WIDE.search(text) else _MANY
    ):
        return Translation(text, text)
    try:
        _compiled(text)
    except Exception as error:  # noqa: BLE001 - the engine raises its own error, or a limit's
        raise UnreadableError(str(error)) from None
    return Translation(None, text)


class Matcher:
    """Matches whole texts by the second engine, within a time for each and for all of them."""

    def __init__(self, pattern: str) -> None:
        self._pattern = _compiled(translated(pattern).other)
        self._left = TABLE_SECONDS

    def matches(self, text: str) -> bool | None:
        """Tell whether the whole text matches; None where that took too long to know."""
        import time  # noqa: PLC0415 - only here

        if self._left <= 0:
            return None
        began = time.monotonic()
        try:
            return bool(self._pattern.fullmatch(text, timeout=min(CELL_SECONDS, self._left)))
        except TimeoutError:
            return None
        finally:
            self._left -= time.monotonic() - began


@cache
def _compiled(pattern: str) -> Any:
    import regex  # noqa: PLC0415 - few patterns need the second engine

    return regex.compile(re.sub(r"\\x\{([0-9a-f]+)\}", _spelt, pattern), regex.VERSION0)


def _spelt(code: re.Match[str]) -> str:
    """Write a code point as the second engine reads it."""
    return f"\\U{int(code[1], 16):08x}"


class _Reader:
    """Reads a pattern from left to right; `linear` holds as long as RE2 can run what it wrote."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.linear = True
        self.most = 1

    def whole(self) -> str:
        parts = []
        while self.at < len(self.pattern):
            parts.append(self._part())
        return "".join(parts)

    def _part(self) -> str:
        mark = self.pattern[self.at]
        if mark == "\\":
            return self._escape()
        if mark == "[":
            return self._set()
        if mark == "(" and self.pattern.startswith("(?", self.at):
            return self._group()
        if mark == "{":
            return self._repeat()
        self.at += 1
        if mark in "*+?}" and self.pattern.startswith("+", self.at):
            self.linear = False  # a possessive repetition
        return mark

    def _taken(self, found: re.Match[str]) -> re.Match[str]:
        self.at = found.end()
        return found

    def _group(self) -> str:
        if self.pattern.startswith("(?#", self.at):
            end = self.pattern.find(")", self.at)
            self.at = len(self.pattern) if end < 0 else end + 1
            return ""
        if self.pattern.startswith(("(?u)", "(?a)"), self.at):
            self.at += len("(?u)")
            return ""
        group = _GROUP.match(self.pattern, self.at)
        if not group:  # look-around, atomic groups, conditions, references by name
            self.linear = False
            self.at += 1
            return "("
        self._taken(group)
        named = group[1]
        if not named:
            return group[0]
        return "(?P" + named.removeprefix("P")

    def _repeat(self) -> str:
        repeat = _REPEAT.match(self.pattern, self.at)
        if not repeat or not (repeat[1] or repeat[3]):
            self.at += 1
            return r"\{"
        self._taken(repeat)
        least, comma, most = repeat.groups()
        times = max(int(least or 0), int(most or 0))
        nested = self.pattern[: repeat.start()].endswith(")")
        self.most = max(self.most, times * self.most if nested else times)
        if self.pattern.startswith("+", self.at):
            self.linear = False
        return f"{{{least or 0}{comma}{most}}}"

    def _escape(self) -> str:
        """Translate an escape outside of a set."""
        sign = self.pattern[self.at + 1 : self.at + 2]
        if sign in {"b", "B"}:
            self.linear = False
            self.at += 2
            word = f"[{SETS['w']}]"
            edge = f"(?<={word})(?!{word})|(?<!{word})(?={word})"
            inner = f"(?<={word})(?={word})|(?<!{word})(?!{word})"
            return f"(?:{edge if sign == 'b' else inner})"
        if sign in {"A", "z", "Z"}:
            self.at += 2
            return r"\A" if sign == "A" else r"(?:$)"
        if sign in set("123456789") or re.match(r"\\k<|\\g<", self.pattern[self.at :]):
            self.linear = False
            self.at += 2
            return f"\\{sign}"
        if sign.lower() in SETS and sign:
            self.at += 2
            return f"[{'^' if sign.isupper() else ''}{SETS[sign.lower()]}]"
        if property_ := _PROPERTY.match(self.pattern, self.at + 1):
            inside, negated = self._property(self._taken(property_))
            return f"[{'^' if negated else ''}{inside}]"
        return _quoted(self._character())

    def _property(self, found: re.Match[str]) -> tuple[str, bool]:
        """Return what a set of such characters holds, and whether the others are meant."""
        negated = (found[1] == "P") != (found[2] == "^")
        name = found[3] or found[4]
        name = CATEGORIES.get(name, name)
        if name in BLOCKS:
            first, last = BLOCKS[name].split("-")
            return f"\\x{{{first}}}-\\x{{{last}}}", negated
        if name not in GENERAL | SCRIPTS:
            self.linear = False
        return f"\\p{{{name}}}", negated

    def _character(self) -> str:
        """Return the one character that an escape stands for."""
        if codes := _CODES.match(self.pattern, self.at + 1):
            code = int(next(filter(None, self._taken(codes).groups())), 16)
            if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - the end, surrogates
                raise UnreadableError(f"U+{code:X}")
            return chr(code)
        sign = self.pattern[self.at + 1 : self.at + 2]
        if not sign:
            raise UnreadableError("\\")
        self.at += 2
        return _CONTROLS.get(sign, sign)

    def _set(self) -> str:
        """Translate a set; a hyphen beside a class is a hyphen."""
        self.at += 1
        negated = self.pattern.startswith("^", self.at)
        self.at += negated
        parts: list[str] = []
        while True:
            mark = self.pattern[self.at : self.at + 1]
            if not mark:
                raise UnreadableError("missing ]")
            if mark == "]" and parts:
                self.at += 1
                return f"[{'^' if negated else ''}{''.join(parts)}]"
            parts.append(self._member(mark, bool(parts)))

    def _member(self, mark: str, later: bool) -> str:  # noqa: FBT001 - one caller
        if mark == "-" and self.pattern.startswith("-[", self.at) and later:
            raise UnreadableError("-[")  # subtraction of sets, which XML Schema alone has
        if posix := _POSIX.match(self.pattern, self.at):
            return self._taken(posix)[0]
        if mark == "\\":
            several = self._class_in_set()
            if several is not None:
                return several
            first = self._character()
        else:
            self.at += 1
            first = mark
        range_ = re.match(r"-(?!\])", self.pattern[self.at :])
        if not range_ or re.match(r"-\\[dwsicDWSICpP]", self.pattern[self.at :]):
            return _quoted(first)
        self.at += 1
        last = self.pattern[self.at]
        if last == "\\":
            last = self._character()
        else:
            self.at += 1
        if first > last:
            raise UnreadableError(f"{first}-{last}")
        return f"{_quoted(first)}-{_quoted(last)}"

    def _class_in_set(self) -> str | None:
        r"""Return a class such as `\d` as members of a set; None where it is one character."""
        sign = self.pattern[self.at + 1 : self.at + 2]
        if sign and sign in SETS:
            self.at += 2
            return SETS[sign]
        if sign == "D":
            self.at += 2
            return r"\P{Nd}"
        if sign and sign.lower() in SETS:
            self.at += 2
            self.linear = False
            return f"\\{sign}"
        if property_ := _PROPERTY.match(self.pattern, self.at + 1):
            inside, negated = self._property(self._taken(property_))
            if negated and not inside.startswith(r"\p"):
                raise UnreadableError(property_[0])
            return inside.replace(r"\p", r"\P") if negated else inside
        return None


def _quoted(character: str) -> str:
    """Write a character so that both engines take it for itself, in a set as well."""
    if character.isascii() and character.isalnum():
        return character
    if character.isascii() and character.isprintable():
        return f"\\{character}"
    return f"\\x{{{ord(character):x}}}"
