"""The cells of a finding after its first: where they are, and what should stand in each."""

from __future__ import annotations

from functools import partial

from hiraku.explanations import distinct, shortened
from hiraku.languages import listed, say
from hiraku.problems import EXAMPLES, Example, Place, Problem


def other_cells(problem: Problem, language: str) -> list[str]:
    """Return what is said of the cells after the first: one line, and one for each proposal."""
    if problem.total == 1:
        return []
    said = partial(_said, language)
    text = said("more", n=f"{problem.total - 1:,}")
    if proposed := proposals(problem, language):
        unseen = ["…"] * (problem.total > len(problem.examples))
        return [text, *proposed, *unseen]
    rest = problem.examples[1:EXAMPLES]
    named = [_named(example.place, problem.place, language) for example in rest]
    if not any(named):
        return [text]
    left = "…" if problem.total > len(named) + 1 else ""
    rows = listed(language, dict.fromkeys(filter(None, named)))
    return [text + said("more-in", rows=rows, rest=left)]


def proposals(problem: Problem, language: str) -> list[str]:
    """Return a line for each cell after the first with its proposal; none where all are alike."""
    if len({(example.cell, example.proposal) for example in problem.examples}) == 1:
        return []
    return [
        _proposed(example, problem, language)
        for example in problem.examples[1:]
        if example.proposal
    ]


def _proposed(example: Example, problem: Problem, language: str) -> str:
    meant = example.proposal if "nearest" in problem.values else ""
    cell, proposal = shortened(distinct(example.cell or "", meant)), shortened(example.proposal)
    place = _named(example.place, problem.place, language)
    return _said(language, "proposed", place=place, cell=cell, proposal=proposal)


def _named(place: Place, first: Place, language: str) -> str:
    """Name a cell as far as it is not where the first one is: by its file, row or column."""
    if place.cells:
        return place.cells
    if place.file != first.file and place.line:
        return f"{place.file}:{place.line}"
    if place.row and place.row == first.row and place.letter != first.letter:
        return _said(language, "column", letter=place.letter).strip()
    return _said(language, "row-number", row=place.row) if place.row else ""


def _said(language: str, key: str, **values: object) -> str:
    return say(language, f"reports.{key}", **values)
