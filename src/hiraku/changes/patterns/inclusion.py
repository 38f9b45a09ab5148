"""Does one pattern match all that another matches? Decided with a witness, within a budget."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from hiraku.changes.patterns.automaton import Automaton, States, alphabet
from hiraku.changes.patterns.syntax import NotRegular, parse

BUDGET_STATES = 10_000
BUDGET_SECONDS = 1.0


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
        if self.states < 0 or time.thread_time() > self.until:
            raise _Spent


def compare(
    old: str, new: str, *, states: int = BUDGET_STATES, seconds: float = BUDGET_SECONDS
) -> Comparison:
    """Compare what two patterns match as a whole; undecided beyond the budget."""
    if old == new:
        return Comparison(Relation.EQUAL)
    try:
        before, after = Automaton(parse(old)), Automaton(parse(new))
        budget = _Budget(states, time.thread_time() + seconds)
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
        return _difference(automaton, nothing, _Budget(BUDGET_STATES, time.thread_time() + 1))
    except (NotRegular, _Spent, RecursionError):
        return None


_Pair = tuple[int, States]
_Way = Mapping[_Pair, tuple[_Pair, int] | None]


def _difference(one: Automaton, other: Automaton, budget: _Budget) -> str | None:
    """Return a shortest text of the one that the other refuses, by breadth-first search.

    A state of the one stands beside all states that the other may be in. Where fewer of them were
    met before, nothing new can come of more (De Wulf et al., Antichains, CAV 2006).
    """
    points = alphabet(one, other)
    came: dict[_Pair, tuple[_Pair, int] | None] = {}
    fewest: defaultdict[int, list[States]] = defaultdict(list)
    waiting: deque[_Pair] = deque()

    def meet(pair: _Pair, way: tuple[_Pair, int] | None) -> None:
        state, states = pair
        if any(fewer <= states for fewer in fewest[state]):
            return
        fewest[state] = [known for known in fewest[state] if not states <= known] + [states]
        came[pair] = way
        waiting.append(pair)

    for state in sorted(one.telling(one.start)):
        meet((state, other.initial), None)
    while waiting:
        budget.spend()
        pair = waiting.popleft()
        if one.accepts({pair[0]}) and not other.accepts(pair[1]):
            return _text(pair, came)
        for point, following in one.ways(pair[0], points):
            states = other.step(pair[1], point)
            for state in following:
                meet((state, states), (pair, point))
    return None


def _text(pair: _Pair, came: _Way) -> str:
    points = []
    while step := came[pair]:
        pair, point = step
        points.append(chr(point))
    return "".join(reversed(points))
