r"""A pattern as a tree of characters, sequences, choices and repetitions, as the checker reads it.

It is translated as it is for the checker's engine, so that both know the same digits (`\d` are all
of Unicode's). What the automata cannot say (look-around, references back, scripts, flags, anchors
inside) raises `NotRegular`: whoever asks is told that the pattern is undecided, never something
else.
"""

from __future__ import annotations

from msgspec import Struct

from hiraku.changes.patterns.categories import ranges_of
from hiraku.checking.types.patterns.reader import UnreadableError
from hiraku.checking.types.patterns.translation import translated

LAST = 0x10FFFF
_MOST_COPIES = 1000

Ranges = tuple[tuple[int, int], ...]


class NotRegular(ValueError):  # noqa: N818 - it says what the pattern is, not that we failed
    """The pattern is none that automata decide."""


class Characters(Struct, frozen=True):
    """One character of any of the ranges, both ends included, in order and apart."""

    ranges: Ranges


class Sequence(Struct, frozen=True):
    parts: tuple[Node, ...]


class Alternation(Struct, frozen=True):
    options: tuple[Node, ...]


class Repeat(Struct, frozen=True):
    """`most` is None where there is no end."""

    part: Node
    least: int
    most: int | None


Node = Characters | Sequence | Alternation | Repeat

_DIGIT: Ranges = ((48, 57),)
_WORD: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
# What the translation makes of the end of a text.
_END = "(?:$)"
_CONTROLS = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "a": 7}
_NAMED = {
    "digit": _DIGIT,
    "alpha": ((65, 90), (97, 122)),
    "alnum": ((48, 57), (65, 90), (97, 122)),
    "upper": ((65, 90),),
    "lower": ((97, 122),),
    "space": ((9, 13), (32, 32)),
    "word": _WORD,
    "xdigit": ((48, 57), (65, 70), (97, 102)),
}


def parse(pattern: str) -> Node:
    """Return the tree of a pattern that is to match a whole text; raise `NotRegular`."""
    try:
        linear = translated(pattern).linear
    except UnreadableError:
        linear = None
    if linear is None:
        raise NotRegular(pattern)
    reader = _Reader(linear)
    tree = reader.choice()
    if reader.rest():
        raise NotRegular(pattern)
    return tree


def merged(ranges: list[tuple[int, int]]) -> Ranges:
    """Return ranges in order, none touching another."""
    whole: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if whole and low <= whole[-1][1] + 1:
            whole[-1] = (whole[-1][0], max(high, whole[-1][1]))
        else:
            whole.append((low, high))
    return tuple(whole)


def complement(ranges: Ranges) -> Ranges:
    gaps, start = [], 0
    for low, high in ranges:
        if start < low:
            gaps.append((start, low - 1))
        start = high + 1
    if start <= LAST:
        gaps.append((start, LAST))
    return tuple(gaps)


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.depth = 0

    def rest(self) -> str:
        return self.pattern[self.at :]

    def next(self) -> str:
        if self.at >= len(self.pattern):
            raise NotRegular(self.pattern)
        self.at += 1
        return self.pattern[self.at - 1]

    def take(self, text: str) -> bool:
        if self.pattern.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def choice(self) -> Node:
        options = [self.sequence()]
        while self.take("|"):
            options.append(self.sequence())
        return options[0] if len(options) == 1 else Alternation(tuple(options))

    def sequence(self) -> Node:
        """Read one branch; anchors mean nothing at the ends of a whole match, and stop inside."""
        outermost = self.depth == 0
        if outermost and (self.take("^") or self.take("\\A")):
            pass
        parts: list[Node] = []
        while self.rest() and self.rest()[0] not in "|)":
            if outermost and (self.take("$") or self.take(_END)):
                if self.rest() and self.rest()[0] != "|":
                    raise NotRegular(self.pattern)
                break
            parts.append(self.repeated(self.atom()))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def atom(self) -> Node:
        character = self.next()
        if character == "(":
            return self.group()
        if character == "[":
            return Characters(self.bracket())
        if character == ".":
            return Characters(complement(((10, 10),)))
        if character == "\\":
            return Characters(self.escape())
        if character in "*+?^$":
            raise NotRegular(self.pattern)
        return Characters(((ord(character), ord(character)),))

    def group(self) -> Node:
        if self.take("?") and not self.take(":"):
            if not (self.take("P<") or (self.take("<") and self.rest()[:1] not in ("=", "!"))):
                raise NotRegular(self.pattern)
            while self.next() != ">":
                pass
        self.depth += 1
        if self.depth > 100:  # noqa: PLR2004 - no pattern that people write is so deep
            raise NotRegular(self.pattern)
        inside = self.choice()
        self.depth -= 1
        if not self.take(")"):
            raise NotRegular(self.pattern)
        return inside

    def repeated(self, part: Node) -> Node:
        while self.rest():
            if self.take("*"):
                part = Repeat(part, 0, None)
            elif self.take("+"):
                part = Repeat(part, 1, None)
            elif self.take("?"):
                part = Repeat(part, 0, 1)
            elif (counts := self.counts()) is not None:
                part = Repeat(part, *counts)
            else:
                return part
            self.take("?")  # as few as can be: the same texts
        return part

    def counts(self) -> tuple[int, int | None] | None:
        """Read `{n}`, `{n,}` or `{n,m}`; None where the brace is a character."""
        end = self.pattern.find("}", self.at)
        if not self.rest().startswith("{") or end < 0:
            return None
        least, comma, most = self.pattern[self.at + 1 : end].partition(",")
        if not least.isascii() or not least.isdigit() or (most and not most.isdigit()):
            return None
        self.at = end + 1
        highest = (int(most) if most else None) if comma else int(least)
        if max(int(least), highest or 0) > _MOST_COPIES:
            raise NotRegular(self.pattern)
        return int(least), highest

    def escape(self) -> Ranges:
        character = self.next()
        if character in {"p", "P"}:
            return self.category(negated=character == "P")
        point = self.escaped_point(character)
        return ((point, point),)

    def category(self, *, negated: bool) -> Ranges:
        name = ""
        if self.take("{"):
            while not self.take("}"):
                name += self.next()
        ranges = ranges_of(name)
        if not ranges:
            raise NotRegular(self.pattern)
        return complement(ranges) if negated else ranges

    def escaped_point(self, character: str) -> int:
        if character in _CONTROLS:
            return _CONTROLS[character]
        if character == "x":
            return self.hexadecimal()
        if character.isascii() and character.isalnum():
            raise NotRegular(self.pattern)
        return ord(character)

    def hexadecimal(self) -> int:
        if self.take("{"):
            digits = ""
            while (character := self.next()) != "}":
                digits += character
        else:
            digits = self.next() + self.next()
        try:
            return int(digits, 16)
        except ValueError:
            raise NotRegular(self.pattern) from None

    def bracket(self) -> Ranges:
        negated = self.take("^")
        ranges: list[tuple[int, int]] = []
        first = True
        while first or not self.take("]"):
            first = False
            ranges.extend(self.member())
        union = merged(ranges)
        return complement(union) if negated else union

    def member(self) -> Ranges:
        if self.take("[:"):
            name = ""
            while not self.take(":]"):
                name += self.next()
            if name not in _NAMED:
                raise NotRegular(self.pattern)
            return _NAMED[name]
        character = self.next()
        if character == "\\":
            escaped = self.escape()
            if len(escaped) != 1 or escaped[0][0] != escaped[0][1]:
                return escaped
            low = escaped[0][0]
        else:
            low = ord(character)
        return ((low, self.upper_end(low)),)

    def upper_end(self, low: int) -> int:
        rest = self.rest()
        if len(rest) < 2 or rest[0] != "-" or rest[1] == "]":  # noqa: PLR2004 - a dash and its end
            return low
        self.next()
        character = self.next()
        if character != "\\":
            high = ord(character)
        else:
            escaped = self.escape()
            high = escaped[0][0] if len(escaped) == 1 and escaped[0][0] == escaped[0][1] else -1
        if high < low:
            raise NotRegular(self.pattern)
        return high
