"""For people at a terminal: what, where, the row with the cell marked, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TextIO

from hiraku.explanations import explanation, shortened, told
from hiraku.languages import say
from hiraku.problems import Example, Neighbours, Problem, Report, Severity
from hiraku.reporting.colour import coloured, painted
from hiraku.reporting.counted import verdict
from hiraku.reporting.other_cells import other_cells
from hiraku.reporting.placed import placed
from hiraku.reporting.report_format import ReportFormat
from hiraku.visible import line


def _write(report: Report, out: TextIO, language: str) -> None:
    """Write every problem as a paragraph, errors first."""
    ordered = sorted(report.problems, key=lambda problem: problem.severity is Severity.WARNING)
    colours = coloured(out)
    for problem in ordered:
        first, *rest = map(line, _paragraph(problem, language))
        grave = painted(first, problem.severity) if colours else first
        out.write("\n".join([grave, *rest]) + "\n\n")


def _paragraph(problem: Problem, language: str) -> Iterator[str]:
    said = partial(_said, language)
    title = explanation(problem.id, language).title
    yield f"{said(str(problem.severity))} [{problem.id}] {title}"
    yield f"  {told(problem, 'found', language)}"
    first = problem.examples[0] if problem.examples else Example(problem.place)
    yield f"  {said('place')}: {placed(first.place, language)}"
    if first.beside and first.place.column:
        yield f"  {said('row')}: {_marked(first.beside, first.place.column)}"
    yield f"  {said('cure')}: {told(problem, 'cure', language)}"
    for number, cells in enumerate(other_cells(problem, language)):
        yield f"  {'  ' * bool(number)}{cells}"


def _said(language: str, key: str, **values: object) -> str:
    return say(language, f"reports.{key}", **values)


def _marked(beside: Neighbours, position: int) -> str:
    """Show the cell of a column between its neighbours, marked with ≪ ≫."""
    cells = [
        f"≪{shortened(text or '', 30)}≫" if column == position else shortened(text or "", 20)
        for column, text in enumerate(beside.cells, beside.first)
    ]
    before, after = ["…"] * (beside.first > beside.start), ["…"] * (beside.last < beside.width)
    return " | ".join([*before, *cells, *after])


report_format = ReportFormat(_write, verdict)
