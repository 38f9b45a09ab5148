"""What is wrong and where: Place, Severity, Problem, Report. Data only; wording is elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct, field

from hiraku.languages import Message

EXAMPLES = 5
PROPOSALS = 20
NEIGHBOURS = 3


Value = str | Message | tuple[str, ...]
"""What fills a blank: a text, words of hiraku, or several that are listed."""


class Severity(StrEnum):
    """How grave a problem is: an error keeps a catalog from being published, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Place(Struct, frozen=True):
    """Where something is.

    `file` is relative to the catalog's root. `row` counts records as Excel does (the header is
    row 1), `line` counts lines of the file, `column` is 1-based. `key` is the path of a
    descriptor's key, as in `resources.0.path`. `field` is the name of the column's field, `title`
    its title for people. In a workbook judged as it stands, `sheet` names the
    sheet and `cells` the cells as a spreadsheet does, `B2:C5`.
    """

    file: str
    row: int | None = None
    line: int | None = None
    column: int | None = None
    field: str | None = None
    title: str | None = None
    key: str | None = None
    sheet: str | None = None
    cells: str | None = None

    @property
    def letter(self) -> str | None:
        """The column as Excel names it: 1 is A, 27 is AA."""
        if self.column is None:
            return None
        letters, rest = "", self.column
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(ord("A") + digit) + letters
        return letters


class Neighbours(Struct, frozen=True):
    """A cell and those beside it, at most `NEIGHBOURS` on each side, as a row holds them.

    `first` is the 1-based column of the first of them; the row ends with column `width` and begins
    with `start`.
    """

    cells: tuple[str | None, ...]
    first: int
    width: int
    start: int = 1

    @property
    def last(self) -> int:
        return self.first + len(self.cells) - 1


def neighbours(column: int, width: int) -> range:
    """Return the 1-based columns of a cell and those that are shown beside it."""
    return range(max(1, column - NEIGHBOURS), min(column + NEIGHBOURS, width) + 1)


class Example(Struct, frozen=True):
    """One occurrence: its `place`, the `cell` as found, and what stands `beside` it in its row.

    Cells are texts as read, None where a short record has no such cell. `proposal` is what should
    stand there, empty where that is not known.
    """

    place: Place
    cell: str | None = None
    beside: Neighbours | None = None
    proposal: str = ""


class Problem(Struct, frozen=True):
    """Something wrong: what (`id`), how often (`total`, exact) and where (the first examples).

    There are at most `EXAMPLES`, and `PROPOSALS` where each has its own.

    `values` fills the blanks of the finding's wording; `hint` chooses a cure that fits the cell.
    """

    id: str
    place: Place
    values: Mapping[str, Value] = field(default_factory=dict)
    hint: str | None = None
    severity: Severity = Severity.ERROR
    total: int = 1
    examples: tuple[Example, ...] = ()


class Counts(Struct, frozen=True):
    """What was looked at."""

    datasets: int = 0
    resources: int = 0
    rows: int = 0
    cells: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.datasets + other.datasets,
            self.resources + other.resources,
            self.rows + other.rows,
            self.cells + other.cells,
        )


class Report(Struct, frozen=True):
    """The verdict on a catalog: its `problems`, and in `counts` what was looked at.

    `parts` holds the verdict on each of its datasets, by their ids.
    """

    problems: tuple[Problem, ...] = ()
    counts: Counts = Counts()
    parts: Mapping[str, Report] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many errors there are, each counted as often as it was met."""
        return _total(self.problems, Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many warnings there are, each counted as often as it was met."""
        return _total(self.problems, Severity.WARNING)

    @property
    def ok(self) -> bool:
        """True where there is no error; a check of nothing is an error of its own."""
        return not self.errors


class Refused(Exception):  # noqa: N818 - it is no error of ours: a file was read and turned down
    """A file cannot be read any further; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.id)
        self.problem = problem


def _total(problems: Iterable[Problem], severity: Severity) -> int:
    return sum(problem.total for problem in problems if problem.severity is severity)
