"""Does one pattern match all that another matches? Decided with a witness, within a budget."""

from __future__ import annotations

import time
from collections import deque
from enum import StrEnum

from msgspec import Struct

from hiraku.changes.patterns.automaton import Automaton, States, alphabet
from hiraku.changes.patterns.syntax import NotRegular, parse

BUDGET_STATES = 10_000
BUDGET_SECONDS = 1.0
_SURROGATES = range(0xD800, 0xE000)


class Relation(StrEnum):
    EQUAL = "equal"
    NARROWER = "narrower"
    WIDER = "wider"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


class Comparison(Struct, frozen=True):
    """How the new pattern stands to the old; a shortest text of each that the other refuses."""

    relation: Relation
    only_old: str | None = None
    only_new: str | None = None


class _Spent(Exception):  # noqa: N818 - no error: the budget is used up
    pass


class _Budget(Struct):
    states: int
    until: float

    def spend(self) -> None:
        self.states -= 1
        if self.states < 0 or time.monotonic() > self.until:
            raise _Spent


def compare(
    old: str, new: str, *, states: int = BUDGET_STATES, seconds: float = BUDGET_SECONDS
) -> Comparison:
    """Compare what two patterns match as a whole; undecided beyond the budget."""
    if old == new:
        return Comparison(Relation.EQUAL)
    budget = _Budget(states, time.monotonic() + seconds)
    try:
        before, after = Automaton(parse(old)), Automaton(parse(new))
        only_old = _difference(before, after, budget)
        only_new = _difference(after, before, budget)
    except (NotRegular, _Spent, RecursionError):
        return Comparison(Relation.UNDECIDED)
    relation = {
        (True, True): Relation.EQUAL,
        (False, True): Relation.NARROWER,
        (True, False): Relation.WIDER,
        (False, False): Relation.DIFFERENT,
    }[only_old is None, only_new is None]
    return Comparison(relation, only_old, only_new)


def shortest(pattern: str) -> str | None:
    """Return a shortest text that a pattern matches; None where none is found."""
    try:
        automaton = Automaton(parse(pattern))
        nothing = Automaton(parse("[^\\x00-\\x{10FFFF}]"))
        return _difference(automaton, nothing, _Budget(BUDGET_STATES, time.monotonic() + 1))
    except (NotRegular, _Spent, RecursionError):
        return None


def _difference(one: Automaton, other: Automaton, budget: _Budget) -> str | None:
    """Return a shortest text of the one that the other refuses, by breadth-first search."""
    points = [point for point in alphabet(one, other) if point not in _SURROGATES]
    first = (one.initial, other.initial)
    came: dict[tuple[States, States], tuple[tuple[States, States], int] | None] = {first: None}
    waiting = deque([first])
    while waiting:
        budget.spend()
        pair = waiting.popleft()
        if one.accepts(pair[0]) and not other.accepts(pair[1]):
            return _text(pair, came)
        for point in points:
            reached = one.step(pair[0], point)
            following = (reached, other.step(pair[1], point))
            if reached and following not in came:
                came[following] = (pair, point)
                waiting.append(following)
    return None


def _text(
    pair: tuple[States, States],
    came: dict[tuple[States, States], tuple[tuple[States, States], int] | None],
) -> str:
    points = []
    while step := came[pair]:
        pair, point = step
        points.append(chr(point))
    return "".join(reversed(points))
