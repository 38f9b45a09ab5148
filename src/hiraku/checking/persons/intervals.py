"""Which hidden figures can be computed all the same: exact, by linear programming over fractions.

The hidden figures are unknowns of which nothing is known but that none is below 0, and the sums
that totals tell. One is disclosed where its least and its largest possible value are the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

# What is hidden in one knot of sums: beyond that the work grows too fast.
MOST_UNKNOWNS = 200

Row = list[Fraction]


class Equation(Struct, frozen=True):
    """The sum of unknowns, each by its number with its sign, is a known figure."""

    signs: Mapping[int, int]
    total: Fraction


class InconsistentError(ValueError):
    """No figures at all fulfil the sums."""


def knots(equations: Sequence[Equation]) -> list[list[Equation]]:
    """Return the equations in groups that share no unknown."""
    groups: list[tuple[set[int], list[Equation]]] = []
    for equation in equations:
        unknowns, joined = set(equation.signs), [equation]
        apart = []
        for group in groups:
            if group[0] & unknowns:
                unknowns |= group[0]
                joined = [*group[1], *joined]
            else:
                apart.append(group)
        groups = [*apart, (unknowns, joined)]
    return [joined for _, joined in groups]


def beyond(equations: Sequence[Equation], least: Sequence[int]) -> list[Equation]:
    """Return the same of what each unknown, by its number, is more than the least that it is."""
    return [
        Equation(
            equation.signs,
            equation.total - sum(sign * least[number] for number, sign in equation.signs.items()),
        )
        for equation in equations
    ]


def determined(equations: Sequence[Equation]) -> set[int]:
    """Return the unknowns of one knot that the sums alone fix, even if some are below 0.

    Raises `InconsistentError` where there is no solution at all (Gauss's and Jordan's elimination).
    """
    unknowns = sorted({number for equation in equations for number in equation.signs})
    rows = [
        [*(Fraction(equation.signs.get(number, 0)) for number in unknowns), equation.total]
        for equation in equations
    ]
    solved: list[Row] = []
    for at in range(len(unknowns)):
        if pivot := next((row for row in rows if row[at]), None):
            rows.remove(pivot)
            unit = [cell / pivot[at] for cell in pivot]
            rows, solved = ([_without(row, unit, at) for row in group] for group in (rows, solved))
            solved.append(unit)
    if any(row[-1] for row in rows):
        raise InconsistentError
    alone = (row[:-1] for row in solved if sum(map(bool, row[:-1])) == 1)
    return {unknowns[row.index(Fraction(1))] for row in alone}


def _without(row: Row, unit: Row, at: int) -> Row:
    """Return an equation in which an unknown does not stand any more."""
    return [cell - row[at] * other for cell, other in zip(row, unit, strict=True)]


def disclosed(equations: Sequence[Equation]) -> dict[int, Fraction]:
    """Return the unknowns of one knot that have only one possible value, with that value.

    Raises `InconsistentError` where there is no solution.
    """
    unknowns = sorted({number for equation in equations for number in equation.signs})
    tableau = _Tableau(equations, unknowns)
    first = tableau.solution()
    fixed = dict(zip(unknowns, first, strict=True))
    for place, number in enumerate(unknowns):
        for sign in (1, -1):
            if number not in fixed:
                break
            bounded = tableau.climb(place, sign)
            for other, before, now in zip(unknowns, first, tableau.solution(), strict=True):
                if before != now:
                    fixed.pop(other, None)
            if not bounded:
                fixed.pop(number, None)
    return fixed


class _Tableau:
    """The equations solved for one set of unknowns, all others 0: a corner of what is possible.

    G. B. Dantzig's simplex method with R. G. Bland's rule, which never goes round in a circle.
    """

    def __init__(self, equations: Sequence[Equation], unknowns: Sequence[int]) -> None:
        size, extra = len(unknowns), len(equations)
        self._size = size
        self._rows: list[Row] = []
        for number, equation in enumerate(equations):
            sign = -1 if equation.total < 0 else 1
            row = [Fraction(sign * equation.signs.get(unknown, 0)) for unknown in unknowns]
            aid = [Fraction(int(number == other)) for other in range(extra)]
            self._rows.append([*row, *aid, sign * equation.total])
        self._basis = list(range(size, size + extra))
        self._leave_aids(extra)

    def solution(self) -> list[Fraction]:
        solution = [Fraction(0)] * self._size
        for row, place in zip(self._rows, self._basis, strict=True):
            if place < self._size:
                solution[place] = row[-1]
        return solution

    def climb(self, place: int, sign: int) -> bool:
        """Move to where an unknown is largest (or least); False where it has no bound."""
        costs = [Fraction(0)] * self._size
        costs[place] = Fraction(sign)
        return self._maximise(costs)

    def _leave_aids(self, extra: int) -> None:
        """Find a first corner: one where none of the auxiliary unknowns is needed."""
        self._maximise([Fraction(0)] * self._size + [Fraction(-1)] * extra)
        if any(
            place >= self._size and row[-1]
            for row, place in zip(self._rows, self._basis, strict=True)
        ):
            raise InconsistentError
        for number in range(len(self._rows)):
            if self._basis[number] >= self._size:
                entering = next((at for at in range(self._size) if self._rows[number][at]), None)
                if entering is not None:
                    self._pivot(number, entering)
        kept = [number for number, place in enumerate(self._basis) if place < self._size]
        self._rows = [[*self._rows[at][: self._size], self._rows[at][-1]] for at in kept]
        self._basis = [self._basis[at] for at in kept]

    def _maximise(self, costs: Row) -> bool:
        while True:
            entering = self._entering(costs)
            if entering is None:
                return True
            ratios = [
                (row[-1] / row[entering], self._basis[number], number)
                for number, row in enumerate(self._rows)
                if row[entering] > 0
            ]
            if not ratios:
                return False
            self._pivot(min(ratios)[2], entering)

    def _entering(self, costs: Row) -> int | None:
        """Return the first unknown whose growth makes the sum of costs grow."""
        held = [
            (costs[place], row)
            for row, place in zip(self._rows, self._basis, strict=True)
            if costs[place]
        ]
        for at, cost in enumerate(costs):
            if at not in self._basis and cost > sum(held_cost * row[at] for held_cost, row in held):
                return at
        return None

    def _pivot(self, number: int, entering: int) -> None:
        divisor = self._rows[number][entering]
        pivot = [cell / divisor for cell in self._rows[number]]
        self._rows[number] = pivot
        for other, row in enumerate(self._rows):
            if other != number and (factor := row[entering]):
                self._rows[other] = [
                    cell - factor * new if new else cell
                    for cell, new in zip(row, pivot, strict=True)
                ]
        self._basis[number] = entering
