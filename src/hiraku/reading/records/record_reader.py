"""The careful way: every record is looked at, the sound ones are kept, the others are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from hiraku.model import Resource, Schema
from hiraku.problems import EXAMPLES, Example, Neighbours, Place, Problem, neighbours
from hiraku.reading.csv.csv_text import Record
from hiraku.reading.csv.first_record import MAX_CELL_BYTES, MAX_COLUMNS
from hiraku.reading.csv.sifting import PlainPart
from hiraku.reading.files.sheet_grid import SheetGrid
from hiraku.reading.records.header import joined_labels, split_header, without_comments

LONGEST_SHOWN = 10_000

SoundRow = tuple[int, int, list[str | None]]


class RecordSource(Protocol):
    """Where records come from; `line_ends` holds each kind met: how often, and first where."""

    line_ends: dict[str, tuple[int, int, int]]

    def records(self) -> Iterator[Record]:
        """Yield every record, the header's among them."""
        ...


class Sound(Struct, frozen=True):
    """What was written of a source: its labels, the bytes of its longest record, what is wrong.

    `plain` are the records that were plain and stand in a file of their own; `grid` tells where
    the cells of a workbook stand.
    """

    labels: tuple[str, ...]
    longest: int = 0
    problems: tuple[Problem, ...] = ()
    plain: PlainPart | None = None
    grid: SheetGrid | None = None


def write_sound(source: RecordSource, resource: Resource, file: str, target: Path) -> Sound:
    """Write the sound records of a source as CSV, nothing where it has no fit header."""
    careful = RecordReader(source, resource, file)
    longest = careful.write(target) if 0 < len(careful.labels) <= MAX_COLUMNS else 0
    problems = (*getattr(source, "problems", ()), *careful.problems)
    return Sound(careful.labels, longest, problems, grid=getattr(source, "grid", None))


class _FaultTally(Struct):
    """How often a fault was met; the first examples and what its sentence needs."""

    total: int = 0
    examples: list[Example] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)


class RecordReader(Struct, dict=True):
    """Reads a source record by record; `problems` are complete once `rows` is used up."""

    source: RecordSource
    resource: Resource
    file: str
    labels: tuple[str, ...] = ()
    _tallies: dict[str, _FaultTally] = field(default_factory=lambda: defaultdict(_FaultTally))

    def __post_init__(self) -> None:
        dialect = self.resource.dialect
        self._records = without_comments(self.source.records(), dialect)
        if not dialect.header:
            self.labels, self._records = _width(self._records, self.resource.schema)
            return
        header, self._records = split_header(self._records, dialect)
        for record in header:
            self._tell_faults(record)
        self.labels = joined_labels(header, dialect)

    def write(self, path: Path) -> int:
        """Write the sound rows as CSV: every cell quoted, a missing cell empty and unquoted.

        Returns the length of the longest record in bytes.
        """
        longest = 0
        with path.open("wb") as stream:
            for row, line, cells in self.rows():
                written = ("" if cell is None else _quoted(cell) for cell in cells)
                record = f"{row},{line},{','.join(written)}\n".encode()
                if len(record) > MAX_CELL_BYTES and any(map(_too_large, cells)):
                    place = Place(self.file, row, line)
                    self._add("cell-too-large", Example(place), {"limit": f"{MAX_CELL_BYTES:,}"})
                    continue
                longest = max(longest, len(record))
                stream.write(record)
        return longest

    def rows(self) -> Iterator[SoundRow]:
        count = len(self.labels)
        for record in self._records:
            if record.faults:
                self._tell_faults(record)
            elif not any(record.cells):
                self._tell("blank-row", record)
            elif len(record.cells) == count:
                yield record.row, record.line, list(record.cells)
            else:
                self._tell_ragged(record)
                yield record.row, record.line, _fitted(record.cells, count)

    @property
    def problems(self) -> tuple[Problem, ...]:
        tallied = (
            Problem(
                id_, tally.examples[0].place, tally.values, total=tally.total,
                examples=tuple(tally.examples),
            )
            for id_, tally in self._tallies.items()
        )  # fmt: skip
        return (*self._line_end_problems(), *tallied)

    def _tell_faults(self, record: Record) -> None:
        for fault in record.faults:
            place = Place(self.file, fault.row, fault.line, fault.column)
            self._add(fault.id, Example(place, _shown(fault.cell)))

    def _tell_ragged(self, record: Record) -> None:
        cells, wanted = len(record.cells), len(self.labels)
        values = {"found": str(cells), "wanted": str(wanted)}
        column = min(cells, wanted) + 1
        cell = record.cells[wanted] if cells > wanted else None
        self._tell("extra-cell" if cells > wanted else "missing-cell", record, column, cell, values)

    def _tell(
        self,
        fault: str,
        record: Record,
        column: int | None = None,
        cell: str | None = None,
        values: dict[str, str] | None = None,
    ) -> None:
        place = Place(self.file, record.row, record.line, column)
        beside = _beside(record.cells, column) if column else None
        self._add(fault, Example(place, _shown(cell), beside), values)

    def _add(self, fault: str, example: Example, values: dict[str, str] | None = None) -> None:
        tally = self._tallies[fault]
        tally.total += 1
        if tally.total == 1 and values:
            tally.values.update(values)
        if tally.total <= EXAMPLES:
            tally.examples.append(example)

    def _line_end_problems(self) -> Iterator[Problem]:
        ends = self.source.line_ends
        if set(ends) == {"\r"}:
            yield Problem("cr-line-ends", Place(self.file, line=1), total=ends["\r"][0])
        elif len(ends) > 1:
            others = list(ends.values())[1:]
            _, row, line = others[0]
            total = sum(times for times, _, _ in others)
            yield Problem("mixed-line-ends", Place(self.file, row, line), total=total)


def _width(
    records: Iterator[Record], schema: Schema | None
) -> tuple[tuple[str, ...], Iterator[Record]]:
    """Return as many labels as there are columns: one for each field, else for each first cell."""
    first = next(records, None)
    if first is None:
        return (), iter(())
    labels = tuple(field.name for field in schema.fields) if schema else tuple(first.cells)
    return labels, chain([first], records)


def _fitted(cells: list[str], wanted: int) -> list[str | None]:
    return [*cells[:wanted], *([None] * (wanted - len(cells)))]


def _beside(cells: list[str], column: int) -> Neighbours:
    near = neighbours(column, len(cells))
    return Neighbours(tuple(_shown(cells[column - 1]) for column in near), near.start, len(cells))


def _too_large(cell: str | None) -> bool:
    """Tell whether a cell has more bytes than one may have; a character has at most four."""
    text = cell or ""
    return len(text) * 4 > MAX_CELL_BYTES and len(text.encode()) > MAX_CELL_BYTES


def _shown(cell: str | None) -> str | None:
    """Return as much of a cell as anybody looks at: a fault may hold the rest of a file."""
    return cell if cell is None or len(cell) <= LONGEST_SHOWN else cell[:LONGEST_SHOWN]


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'
