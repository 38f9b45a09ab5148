"""Nothing that may tell of a person is repeated: in a finding its cells are only dots."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from hiraku.model import Text
from hiraku.problems import Example, Problem

# Findings that say that a table holds what must not be shown.
PERSONAL = {"personal-number", "personal-columns", "small-count", "hidden-count-computable"}
MASK = "●"
_LONGEST = 12
# The blanks of sentences that hold what stands in a cell, or is made of it.
_OF_CELLS = {"cell", "proposal", "nearest", "digit", "objection", "unit", "first", "value",
    "text", "wanted",
}  # fmt: skip


def masked(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of one table, without any cell where one of them tells of persons."""
    listed = list(problems)
    if not any(problem.id in PERSONAL for problem in listed):
        return listed
    return [_masked(problem) for problem in listed]


def _masked(problem: Problem) -> Problem:
    values = {
        key: _dots(str(value)) if key in _OF_CELLS and not isinstance(value, Text) else value
        for key, value in problem.values.items()
    }
    return replace(problem, values=values, examples=tuple(map(_without_cells, problem.examples)))


def _without_cells(example: Example) -> Example:
    cell = None if example.cell is None else _dots(example.cell)
    beside = example.beside
    if beside:
        beside = replace(beside, cells=tuple(text and _dots(text) for text in beside.cells))
    proposal = _dots(example.proposal)
    return replace(example, cell=cell, beside=beside, proposal=proposal)


def _dots(text: str) -> str:
    return MASK * min(len(text), _LONGEST)
