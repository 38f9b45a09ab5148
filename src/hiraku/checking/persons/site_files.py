"""Persons in what stands among the pages: MkDocs publishes such files as they are.

Individual Numbers are judged as in data; no law lets them be published, so nothing allows them
here. Columns of persons only warn: a form to fill in has such a head and nobody below it. A file
that somebody has looked at, by `reviewed.sha256`, is told for Individual Numbers alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from hiraku.checking.persons.books import COLUMNS, NUMBERS, personal_problems
from hiraku.model import Catalog
from hiraku.problems import EXAMPLES, Example, Place, Problem, Severity
from hiraku.reading.catalog.site_sources import SEALED, unread_files
from hiraku.reading.pages.reviewed import named_below, read_reviewed, review_line

_PAGE = "page"


def site_file_problems(catalog: Catalog) -> Iterator[Problem]:
    """Yield whom the files tell of, and once which of them could not be searched."""
    sealed: dict[str, str] = {}
    reviewed = read_reviewed(catalog.root)
    for path in unread_files(catalog.root):
        file = named_below(catalog.root, path)
        line = review_line(catalog.root, path)
        if path.suffix.casefold() not in SEALED:
            problems = _of_file(path, file, line)
            yield from (
                problem for problem in problems if problem.id == NUMBERS or line not in reviewed
            )
        elif line not in reviewed:
            sealed[file] = line
    if sealed:
        yield _unsearched(list(sealed), next(iter(sealed.values())))


def _unsearched(sealed: Sequence[str], line: str) -> Problem:
    return Problem(
        "persons-unsearched",
        Place(sealed[0]),
        {"files": tuple(sealed[:EXAMPLES]), "line": line},
        _PAGE,
        Severity.WARNING,
        total=len(sealed),
        examples=tuple(Example(Place(file)) for file in sealed[:EXAMPLES]),
    )


def _of_file(path: Path, file: str, line: str) -> Iterator[Problem]:
    for problem in personal_problems(path):
        warns = problem.id == COLUMNS
        told_apart = problem.id in {COLUMNS, NUMBERS} and not problem.hint
        yield replace(
            problem,
            place=replace(problem.place, file=file),
            severity=Severity.WARNING if warns else problem.severity,
            hint=_PAGE if told_apart else problem.hint,
            values={**problem.values, "line": line},
            examples=tuple(
                replace(example, place=replace(example.place, file=file))
                for example in problem.examples
            ),
        )
