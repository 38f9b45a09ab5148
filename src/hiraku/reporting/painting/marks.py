"""What is written at the steward's cells, and on the sheet of findings before them: texts only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hiraku.explanations import explanation, told
from hiraku.intake.sheets import address
from hiraku.languages import say
from hiraku.problems import Example, Place, Problem, Report, Severity
from hiraku.reporting.counted import verdict
from hiraku.reporting.placed import placed
from hiraku.visible import visible

_LONGEST = 2000
# Blanks of sentences that a proposal for one cell fills.
_PROPOSED = ("proposal", "nearest", "wanted")


class CellMark(Struct, frozen=True):
    """A finding: the `sheet` (empty for the only one) and `cells` (`B2:C5`, empty for the file).

    `title`, `found` and `cure` are sentences, `more` says how many cells are not marked.
    """

    sheet: str
    cells: str
    error: bool
    title: str
    found: str = ""
    cure: str = ""
    more: str = ""

    @property
    def note(self) -> str:
        """The text of the comment at the cell."""
        return "\n".join(filter(None, (self.title, self.found, self.cure, self.more)))


class FindingsFront(Struct, frozen=True):
    """The words of the sheet of findings: its name, its title, its verdict, heads, severities."""

    name: str
    title: str
    verdict: str
    heads: tuple[str, ...]
    severities: tuple[str, str]
    whole: str


def front(report: Report, language: str) -> FindingsFront:
    """Return the words of the sheet of findings."""
    heads = ("severity", "place", "found", "cure")
    return FindingsFront(
        say(language, "reports.painted-sheet"),
        say(language, "reports.title"),
        verdict(report, language),
        tuple(say(language, f"reports.{key}") for key in heads),
        (say(language, "reports.error"), say(language, "reports.warning")),
        say(language, "reports.whole-file"),
    )


def marks(report: Report, path: Path, language: str) -> Iterator[CellMark]:
    """Yield a mark for each place of each finding: those of another file say which file it is."""
    for problem in report.problems:
        listed = problem.examples or (Example(problem.place),)
        for number, example in enumerate(listed):
            rest = problem.total - len(listed)
            more = say(language, "reports.not-shown", n=f"{rest:,}") if rest and not number else ""
            yield _mark(problem, example, path, language, more)


def _mark(problem: Problem, example: Example, path: Path, language: str, more: str) -> CellMark:
    own = Path(example.place.file).name == path.name
    alone = _alone(problem, example)
    sentence = told(alone, "found", language)
    return CellMark(
        example.place.sheet or "",
        _cells(example.place) if own else "",
        problem.severity is Severity.ERROR,
        explanation(problem.id, language).title,
        _text(sentence if own else f"{placed(example.place, language)}: {sentence}"),
        _text(told(alone, "cure", language)),
        more,
    )


def _cells(place: Place) -> str:
    if place.cells:
        return place.cells
    return address(place.row, place.column or 1) if place.row else ""


def _alone(problem: Problem, example: Example) -> Problem:
    """Return the finding as it is of one of its cells."""
    own = {"text": example.cell or "", **dict.fromkeys(_PROPOSED, example.proposal)}
    first = problem.examples and example is problem.examples[0]
    values = problem.values if first else {**problem.values, **_known(own, problem)}
    return replace(problem, examples=(example,), values=values)


def _known(own: Mapping[str, str], problem: Problem) -> dict[str, str]:
    return {key: value for key, value in own.items() if key in problem.values}


def _text(sentence: str) -> str:
    return visible(sentence)[:_LONGEST]
