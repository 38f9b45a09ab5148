"""Persons in what stands among the pages: MkDocs publishes such files as they are.

Individual Numbers are judged as in data; no law lets them be published, so nothing allows them
here. Columns of persons only warn: a form to fill in has such a head and nobody below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from hiraku.checking.persons.books import COLUMNS, personal_problems
from hiraku.model import Catalog
from hiraku.problems import EXAMPLES, Example, Place, Problem, Severity
from hiraku.reading.catalog.site_sources import SEALED, office_files


def site_file_problems(catalog: Catalog) -> Iterator[Problem]:
    """Yield whom the files tell of, and once which of them could not be searched."""
    sealed: list[str] = []
    for path in office_files(catalog.root) if catalog.strict else ():
        file = path.relative_to(catalog.root).as_posix()
        if path.suffix.casefold() in SEALED:
            sealed.append(file)
        else:
            yield from _of_file(path, file)
    if sealed:
        examples = tuple(Example(Place(file)) for file in sealed[:EXAMPLES])
        values = {"files": tuple(sealed[:EXAMPLES])}
        yield Problem(
            "persons-unsearched",
            Place(sealed[0]),
            values,
            severity=Severity.WARNING,
            total=len(sealed),
            examples=examples,
        )


def _of_file(path: Path, file: str) -> Iterator[Problem]:
    for problem in personal_problems(path):
        warns = problem.id == COLUMNS
        yield replace(
            problem,
            place=replace(problem.place, file=file),
            severity=Severity.WARNING if warns else problem.severity,
            examples=tuple(
                replace(example, place=replace(example.place, file=file))
                for example in problem.examples
            ),
        )
