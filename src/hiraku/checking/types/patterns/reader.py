r"""Reads a pattern from left to right and writes it as both engines read it.

`\d`, `\w` and `\s` are Unicode's (UTS #18, annex C, as Python's), `\i` and `\c` those of XML
Schema, which alone has sets that are taken out of others: `[a-z-[aeiou]]`.
"""

from __future__ import annotations

import re

from hiraku.checking.types.patterns.classes import BLOCKS, CATEGORIES, GENERAL, SCRIPTS, SETS

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
# More sets taken out of each other are nobody's.
_DEEPEST = 20


class UnreadableError(ValueError):
    """No engine can read the pattern; says why."""


class PatternReader:
    """Reads a pattern from left to right; `linear` holds as long as RE2 can run what it wrote."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.linear = True
        self.most = 1
        self.depth = 0
        self.taken: dict[int, tuple[str, int]] = {}

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
        without: list[str] = []
        while True:
            mark = self.pattern[self.at : self.at + 1]
            if not mark:
                raise UnreadableError("missing ]")
            if mark == "]" and (parts or without):
                self.at += 1
                return self._written(parts, without, negated=negated)
            if (parts or without) and (taken := self._subtracted()):
                self.linear = False
                return f"(?:(?!{taken}){self._written(parts, without, negated=negated)})"
            if outside := self._negated_class():
                without.append(outside)
            else:
                parts.append(self._member(mark))

    def _written(self, parts: list[str], without: list[str], *, negated: bool) -> str:
        """Write a set of members, and of all characters but those of each class in `without`."""
        members = "".join(parts)
        if not negated:
            sets = [f"[{members}]"] if parts else []
            sets += [f"[^{outside}]" for outside in without]
            return sets[0] if len(sets) == 1 else f"(?:{'|'.join(sets)})"
        sets = [f"[^{members}]"] if parts else []
        *others, last = [*sets, *(f"[{outside}]" for outside in without)]
        if not others:
            return last
        self.linear = False
        return f"(?:{''.join(f'(?={other})' for other in others)}{last})"

    def _subtracted(self) -> str:
        """Read `-[…]]`, a set taken out of the one that it ends; empty where none stands here."""
        if not self.pattern.startswith("-[", self.at):
            return ""
        if self.at not in self.taken:
            self.taken[self.at] = self._tried()
        text, end = self.taken[self.at]
        self.at = end
        return text

    def _tried(self) -> tuple[str, int]:
        """Return the set behind the hyphen and where the set about it ends."""
        if self.depth == _DEEPEST:
            raise UnreadableError("-[" * _DEEPEST)
        before, linear = self.at, self.linear
        self.at, self.depth = self.at + 1, self.depth + 1
        try:
            text = self._set()
        except UnreadableError:
            text = ""
        end = self.at + 1 if text and self.pattern.startswith("]", self.at) else 0
        self.at, self.linear, self.depth = before, linear, self.depth - 1
        return (text, end) if end else ("", before)

    def _member(self, mark: str) -> str:
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
        if self._is_subtracted():
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

    def _is_subtracted(self) -> bool:
        at = self.at
        text = self._subtracted()
        self.at = at
        return bool(text)

    def _negated_class(self) -> str:
        r"""Read a class such as `\W` in a set: what it leaves out; empty where none stands here."""
        sign = self.pattern[self.at + 1 : self.at + 2] if self.pattern[self.at] == "\\" else ""
        if sign.isupper() and sign != "D" and sign.lower() in SETS:
            self.at += 2
            return SETS[sign.lower()]
        return ""

    def _class_in_set(self) -> str | None:
        r"""Return a class such as `\d` as members of a set; None where it is one character."""
        sign = self.pattern[self.at + 1 : self.at + 2]
        if sign and sign in SETS:
            self.at += 2
            return SETS[sign]
        if sign == "D":
            self.at += 2
            return r"\P{Nd}"
        if property_ := _PROPERTY.match(self.pattern, self.at + 1):
            inside, negated = self._property(self._taken(property_))
            if negated and not inside.startswith(r"\p"):
                return _all_but(inside)
            return inside.replace(r"\p", r"\P") if negated else inside
        return None


def _all_but(block: str) -> str:
    """Return the characters outside of a block, as members of a set."""
    first, last = (int(end, 16) for end in re.findall(r"\{([0-9a-f]+)\}", block))
    below = rf"\x{{0}}-\x{{{first - 1:x}}}" if first else ""
    return below + rf"\x{{{last + 1:x}}}-\x{{10ffff}}"


def _quoted(character: str) -> str:
    """Write a character so that both engines take it for itself, in a set as well."""
    if character.isascii() and character.isalnum():
        return character
    if character.isascii() and character.isprintable():
        return f"\\{character}"
    return f"\\x{{{ord(character):x}}}"
