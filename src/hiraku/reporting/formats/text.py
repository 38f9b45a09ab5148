"""For people at a terminal: what, where, the row with the cell marked, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TextIO

from hiraku.explanations import explanation, shortened, told
from hiraku.languages import listed, say
from hiraku.problems import Example, Neighbours, Problem, Report, Severity
from hiraku.reporting.colour import coloured, painted
from hiraku.reporting.counted import verdict
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
    if problem.total > 1:
        yield f"  {_more(problem, language)}"


def _said(language: str, key: str, **values: object) -> str:
    return say(language, f"reports.{key}", **values)


def _marked(beside: Neighbours, position: int) -> str:
    """Show the cell of a column between its neighbours, marked with ≪ ≫."""
    cells = [
        f"≪{shortened(text or '', 30)}≫" if column == position else shortened(text or "", 20)
        for column, text in enumerate(beside.cells, beside.first)
    ]
    before, after = ["…"] * (beside.first > 1), ["…"] * (beside.last < beside.width)
    return " | ".join([*before, *cells, *after])


def _more(problem: Problem, language: str) -> str:
    said = partial(_said, language)
    rows = [example.place.row for example in problem.examples[1:] if example.place.row]
    text = said("more", n=f"{problem.total - 1:,}")
    if not rows:
        return text
    named = listed(language, (said("row-number", row=row) for row in rows))
    rest = "…" if problem.total > len(rows) + 1 else ""
    return text + said("more-in", rows=named, rest=rest)


report_format = ReportFormat(_write, verdict)
