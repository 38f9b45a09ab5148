"""A grid of values becomes records, and which sheet of a workbook is meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from msgspec import Struct, field

from hiraku.model import Resource
from hiraku.problems import EXAMPLES, Example, Place, Problem, Refused, Severity, Value
from hiraku.reading.csv.csv_text import Fault, Record
from hiraku.reading.files.sheet_grid import SheetGrid
from hiraku.reading.records.cell_texts import writer

Cell = tuple[int, int]


class Failure(Struct, frozen=True):
    """A cell whose value cannot be known: the `id` of the finding, and the `text` that it has."""

    id: str
    text: str = ""


UNCALCULATED = Failure("formula-uncalculated")

MAX_CELLS = 20_000_000


class SheetRecords(Struct):
    """Records of a table that is no text: a `RecordSource`.

    `rows` yields each record once, the header included; `problems` are of the table as a whole;
    `line_ends` is empty, as there are no lines. `grid` tells where the cells of a workbook stand.
    """

    rows: Iterator[Record]
    problems: tuple[Problem, ...] = ()
    grid: SheetGrid | None = None
    line_ends: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def records(self) -> Iterator[Record]:
        """Yield every record, once; raise `Refused` where reading cannot go on."""
        return self.rows


def grid_records(
    rows: Iterable[Sequence[Any]], resource: Resource, errors: Mapping[Cell, Failure]
) -> Iterator[Record]:
    """Yield the rows as a spreadsheet numbers them, from A1, as wide as the header or wider.

    `errors` are the cells (row, column; from 1) whose value is not known, each with what it is.
    """
    header = max(resource.dialect.header_rows, default=1) - 1
    ahead = iter(rows)
    first = list(islice(ahead, header + 1))
    labels = [str(cell).strip() for cell in _trimmed(first[header])] if header < len(first) else []
    if not resource.dialect.header and resource.schema:
        labels = [field.name for field in resource.schema.fields]
    width = len(labels)
    write = writer(resource.schema, labels)
    for number, row in enumerate(chain(first, ahead), 1):
        values = _trimmed(row)
        values += [""] * (width - len(values))
        faults = tuple(
            Fault(errors[number, column].id, number, number, column, errors[number, column].text)
            for column in range(1, len(values) + 1)
            if (number, column) in errors
        )
        blank = all(value is None or value == "" for value in values)
        cells = [""] * width if blank else [write(at, value) for at, value in enumerate(values)]
        yield Record(number, number, cells, faults)


def _trimmed(row: Sequence[Any]) -> list[Any]:
    end = len(row)
    while end and row[end - 1] in ("", None):
        end -= 1
    return list(row[:end])


def merged_cells(found: Iterable[Cell], place: Place) -> tuple[Problem, ...]:
    """Warn of merged cells, each by its first cell: only that one holds the value."""
    cells = sorted(found)
    if not cells:
        return ()
    examples = tuple(Example(Place(place.file, row, row, column)) for row, column in cells)
    return (
        Problem(
            "merged-cells", examples[0].place, severity=Severity.WARNING,
            total=len(cells), examples=examples[:EXAMPLES],
        ),
    )  # fmt: skip


def chosen(
    names: Sequence[str], hidden: frozenset[str], resource: Resource, place: Place
) -> tuple[str, tuple[Problem, ...]]:
    """Return the sheet that the dialect names, or the first that can be seen.

    A warning tells which others are left unchecked; `Refused` that there is no such sheet.
    """
    wanted = resource.dialect.sheet
    listed: dict[str, Value] = {"sheets": tuple(names) or "-"}
    seen = [name for name in names if name not in hidden]
    if wanted is None:
        if not seen:
            raise Refused(Problem("sheet-missing", place, {"sheet": "1", **listed}))
        others: dict[str, Value] = {"sheet": seen[0], "others": tuple(seen[1:])}
        warning = Problem("sheet-unchecked", place, others, severity=Severity.WARNING)
        return seen[0], (warning,) if seen[1:] else ()
    if isinstance(wanted, int) and 1 <= wanted <= len(names):
        return names[wanted - 1], ()
    if isinstance(wanted, str) and wanted in names:
        return wanted, ()
    raise Refused(Problem("sheet-missing", place, {"sheet": str(wanted), **listed}))
