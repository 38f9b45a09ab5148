"""A pattern as a nondeterministic automaton (Thompson's construction), run on sets of states."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Sequence as Sequence_
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import pairwise

from hiraku.changes.patterns.syntax import (
    Alternation,
    Characters,
    Node,
    NotRegular,
    Ranges,
    Sequence,
)

States = frozenset[int]
_LARGEST = 10_000
_SURROGATES = range(0xD800, 0xE000)
_READABLE = tuple(map(ord, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.,/ "))


class Automaton:
    """`moves` holds each state's ranges and where they lead, `silent` what is had for nothing."""

    def __init__(self, tree: Node) -> None:
        self.moves: list[tuple[Ranges, int] | None] = []
        self.silent: list[list[int]] = []
        self.start = self._state()
        self.end = self._build(tree, self.start)
        self._closures: dict[int, States] = {}

    @property
    def initial(self) -> States:
        return self.closure(self.start)

    def telling(self, state: int) -> States:
        """Return of the states that are had for nothing those that read or accept."""
        return frozenset(
            other for other in self.closure(state) if self.moves[other] or other == self.end
        )

    def ways(self, state: int, points: Sequence_[int]) -> Iterator[tuple[int, States]]:
        """Yield each of the characters that a state reads, and where it leads."""
        if move := self.moves[state]:
            following = self.telling(move[1])
            for point in points:
                if holds(move[0], point):
                    yield point, following

    def accepts(self, states: AbstractSet[int]) -> bool:
        return self.end in states

    @property
    def ranges(self) -> AbstractSet[Ranges]:
        """All that a move reads."""
        return {move[0] for move in self.moves if move}

    def step(self, states: States, point: int) -> States:
        """Return the states that a character leads to."""
        reached: set[int] = set()
        for state in states:
            move = self.moves[state]
            if move and holds(move[0], point):
                reached |= self.closure(move[1])
        return frozenset(reached)

    def closure(self, state: int) -> States:
        if state not in self._closures:
            seen, waiting = {state}, [state]
            while waiting:
                for other in self.silent[waiting.pop()]:
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
            self._closures[state] = frozenset(seen)
        return self._closures[state]

    def _state(self) -> int:
        if len(self.moves) >= _LARGEST:
            raise NotRegular
        self.moves.append(None)
        self.silent.append([])
        return len(self.moves) - 1

    def _build(self, node: Node, start: int) -> int:
        """Add what matches a node from a state on; return the state behind it."""
        if isinstance(node, Characters):
            end = self._state()
            self.moves[start] = (node.ranges, end)
            return end
        if isinstance(node, Sequence):
            for part in node.parts:
                start = self._build(part, start)
            return self._after(start)
        if isinstance(node, Alternation):
            ends = [self._build(option, self._after(start)) for option in node.options]
            end = self._state()
            for source in ends:
                self.silent[source].append(end)
            return end
        for _ in range(node.least):
            start = self._after(self._build(node.part, start))
        if node.most is None:
            return self._loop(node.part, start)
        return self._up_to(node.part, start, node.most - node.least)

    def _after(self, start: int) -> int:
        state = self._state()
        self.silent[start].append(state)
        return state

    def _loop(self, part: Node, start: int) -> int:
        inside = self._after(start)
        end = self._build(part, self._after(inside))
        self.silent[end].append(inside)
        return self._after(inside)

    def _up_to(self, part: Node, start: int, times: int) -> int:
        ends = [start]
        for _ in range(times):
            ends.append(self._build(part, self._after(ends[-1])))
        end = self._state()
        for source in ends:
            self.silent[source].append(end)
        return end


@cache
def holds(ranges: Ranges, point: int) -> bool:
    at = bisect_right(ranges, (point, sys.maxunicode)) - 1
    return at >= 0 and point <= ranges[at][1]


def alphabet(*automata: Automaton) -> list[int]:
    """Return one character of each kind that no automaton tells apart, readable where it can."""
    read = sorted({ranges for automaton in automata for ranges in automaton.ranges})
    edges = {edge for ranges in read for low, high in ranges for edge in (low, high + 1)}
    cuts = sorted({0, sys.maxunicode + 1, _SURROGATES.start, _SURROGATES.stop, *edges})
    kinds: dict[tuple[bool, ...], int] = {}
    for low, after in pairwise(cuts):
        if low in _SURROGATES:
            continue
        kind = tuple(holds(ranges, low) for ranges in read)
        point = _readable(low, after - 1)
        if kind not in kinds or (point in _READABLE and kinds[kind] not in _READABLE):
            kinds[kind] = point
    return list(kinds.values())


def _readable(low: int, high: int) -> int:
    return next((point for point in _READABLE if low <= point <= high), low)
