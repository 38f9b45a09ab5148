"""For people at a terminal: what, where, the row with the cell marked, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TextIO

from hiraku.explanations import explanation, shortened, told
from hiraku.languages import letters, listed, say
from hiraku.problems import Example, Neighbours, Place, Problem, Report, Severity
from hiraku.reporting.report_format import ReportFormat
from hiraku.visible import line


def _write(report: Report, out: TextIO, language: str) -> None:
    """Write every problem as a paragraph, errors first, and a last line with the counts."""
    ordered = sorted(report.problems, key=lambda problem: problem.severity is Severity.WARNING)
    out.writelines(
        "\n".join(map(line, _paragraph(problem, language))) + "\n\n" for problem in ordered
    )
    out.write(_last_line(report, language) + "\n")


def _paragraph(problem: Problem, language: str) -> Iterator[str]:
    said = partial(_said, language)
    title = explanation(problem.id, language).title
    yield f"{said(str(problem.severity))} [{problem.id}] {title}"
    yield f"  {told(problem, 'found', language)}"
    first = problem.examples[0] if problem.examples else Example(problem.place)
    yield f"  {said('place')}: {_place(first.place, language)}"
    if first.beside and first.place.column:
        yield f"  {said('row')}: {_marked(first.beside, first.place.column)}"
    yield f"  {said('cure')}: {told(problem, 'cure', language)}"
    if problem.total > 1:
        yield f"  {_more(problem, language)}"


def _said(language: str, key: str, **values: object) -> str:
    return say(language, f"reports.{key}", **values)


def _place(place: Place, language: str) -> str:
    """Return the place as `datasets/x/x.csv:128 列C「市町村名」`."""
    said = partial(_said, language)
    if place.cells and place.sheet:
        return said("cells-of-sheet", file=place.file, sheet=place.sheet, cells=place.cells)
    if place.cells:
        return said("cells-of-file", file=place.file, cells=place.cells)
    number = place.row or place.line
    text = place.file + (f":{number}" if number else "")
    if place.row and place.line and place.line != place.row:
        text += said("at", line=place.line)
    if place.letter:
        text += said("column", letter=place.letter)
    name = _name(place, language)
    return text + (said("named", name=name) if name else "")


def _name(place: Place, language: str) -> str | None:
    """Return a column's title to who reads its language, else its name, which is of none."""
    title = place.title or ""
    readable = title and (title.isascii() or letters(language).search(title))
    return (place.title if readable else place.field) or place.key


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


def _last_line(report: Report, language: str) -> str:
    said = partial(_said, language)
    counts = report.counts
    numbers = {"datasets": counts.datasets, "rows": counts.rows, "cells": counts.cells}
    checked = said("checked", **{key: said(key, n=f"{n:,}") for key, n in numbers.items()})
    if not report.problems:
        return checked + said("fine")
    return checked + said("verdict", errors=f"{report.errors:,}", warnings=f"{report.warnings:,}")


report_format = ReportFormat(_write)
