"""Hidden figures that can be computed from the totals beside them."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from hiraku.checking.contracts import Column, Finding, table_rule
from hiraku.checking.counting import examples
from hiraku.checking.persons.intervals import (
    MOST_UNKNOWNS,
    Equation,
    InconsistentError,
    beyond,
    determined,
    disclosed,
    knots,
)
from hiraku.checking.persons.small_counts import Cell, Sums, disclosure, sums_of
from hiraku.problems import EXAMPLES, Severity

rule = table_rule(__name__, allowable=True)


@rule.finds
def figures_that_can_be_computed(
    columns: Sequence[Column], key: Sequence[str]
) -> Iterator[Finding]:
    """Solve the sums of each field that declares totals."""
    for column in columns:
        if disclosure(column.field):
            sums = sums_of(column, columns, key)
            if sums.absent:
                values = {"totals": tuple(sums.absent)}
                yield Finding(values, column.place, hint="absent", severity=Severity.WARNING)
            if sums.cut:
                yield Finding({}, column.place, hint="undecided", severity=Severity.WARNING)
            computable: list[Cell] = []
            for knot in knots(sums.equations):
                hint, numbers = _solved(knot, sums)
                if hint:
                    yield Finding({}, column.place, hint=hint, severity=Severity.WARNING)
                    continue
                computable.extend(sums.cells[number] for number in numbers)
            if computable:
                yield _finding(column, columns, sorted(computable))


def _solved(knot: list[Equation], sums: Sums) -> tuple[str | None, list[int]]:
    """Return why nothing can be said, or the unknowns that are known all the same."""
    if len({number for equation in knot for number in equation.signs}) > MOST_UNKNOWNS:
        return "undecided", []
    with suppress(InconsistentError):
        if sums.signed:
            return None, sorted(determined(knot))
        with suppress(InconsistentError):
            return None, sorted(disclosed(beyond(knot, sums.least)))
        return None, sorted(disclosed(knot))
    return "inconsistent", []


def _finding(column: Column, columns: Sequence[Column], cells: list[Cell]) -> Finding:
    """Name the first cells; each stands in its own column."""
    by_position = {known.position: known for known in columns}
    shown = [
        example
        for row, position in cells[:EXAMPLES]
        for example in examples(by_position[position], [row])
    ]
    return Finding({}, column.place, total=len(cells), examples=tuple(shown))
