"""A pattern as a nondeterministic automaton (Thompson's construction), run on sets of states."""

from __future__ import annotations

from collections.abc import Iterator
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

    def accepts(self, states: States) -> bool:
        return self.end in states

    def bounds(self) -> Iterator[int]:
        """Yield where a range begins, and what follows its end."""
        for move in self.moves:
            for low, high in move[0] if move else ():
                yield from (low, high + 1)

    def step(self, states: States, point: int) -> States:
        """Return the states that a character leads to."""
        reached: set[int] = set()
        for state in states:
            move = self.moves[state]
            if move and any(low <= point <= high for low, high in move[0]):
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


def alphabet(*automata: Automaton) -> list[int]:
    """Return one character of each range that no automaton tells apart, readable where it can."""
    cuts = sorted({0, 0x110000, *(cut for automaton in automata for cut in automaton.bounds())})
    return [_readable(low, high - 1) for low, high in pairwise(cuts)]


def _readable(low: int, high: int) -> int:
    return next((point for point in _READABLE if low <= point <= high), low)
