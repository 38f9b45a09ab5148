"""A workbook that is data is published as it is, too: whatever is in it is looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from hiraku.checking.persons.books import NUMBERS, published_book_problems
from hiraku.model import Dataset
from hiraku.problems import Example, Place, Problem, Refused
from hiraku.reading.loading import is_own_workbook
from hiraku.reading.tables import Tables

_NOT_OPENED = {"workbook-unreadable", "workbook-too-large", "file-too-costly"}


def book_problems(dataset: Dataset, tables: Tables, known: Sequence[Problem]) -> Iterator[Problem]:
    """Yield what each workbook of a dataset hides, and whom it tells of.

    What is `known` of the columns of its tables is not told again, unless there is more of it.
    """
    totals: dict[object, int] = {}
    for problem in known:
        totals[_column(problem)] = max(problem.total, totals.get(_column(problem), 0))
    closed = {problem.place.file for problem in known if problem.id in _NOT_OPENED}
    for file, path in _books(dataset, tables).items():
        for unplaced in published_book_problems(path) if file not in closed else ():
            problem = _of_file(unplaced, file)
            if problem.hint or problem.total > totals.get(_column(problem), 0):
                yield problem


def _column(problem: Problem) -> object:
    """Return what a finding is of: a column, or a sheet where columns tell of persons together."""
    place = problem.place
    return problem.id, place.file, place.sheet, place.column if problem.id == NUMBERS else None


def _books(dataset: Dataset, tables: Tables) -> dict[str, Path]:
    """Return each workbook of a dataset that may be opened, by its name in findings."""
    books = {}
    for resource in dataset.resources:
        if is_own_workbook(resource):
            try:
                path = tables.path(dataset, resource)
            except Refused:
                continue  # that is told where its table is read
            books[tables.shown(path)] = path
    return books


def _of_file(problem: Problem, file: str) -> Problem:
    """Return the problem of a file by its name in the catalog; it was opened by its last part."""
    examples = tuple(
        Example(_placed(example.place, file), example.cell) for example in problem.examples
    )
    return replace(problem, place=_placed(problem.place, file), examples=examples)


def _placed(place: Place, file: str) -> Place:
    return replace(place, file=file)
