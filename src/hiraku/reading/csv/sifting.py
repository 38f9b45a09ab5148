"""One fault costs one record: whatever is plain around it goes to a file as it stands.

One regular expression runs over as many plain records as follow each other; the first that is not
plain is read one by one, then it runs on. In the file of plain records such a one leaves a record
of empty cells in its place, with as many line ends, so that all others keep their numbers. None of
the plain ones is empty: what has nothing but line ends in it is read one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from hiraku.model import Dialect
from hiraku.reading.csv.csv_text import CsvText, Record
from hiraku.reading.csv.scan import numbered, texts


class PlainPart(Struct, frozen=True):
    """The file of plain records: how many it holds, and whether a cell of any record has lines."""

    path: Path
    rows: int = 0
    lines_in_cells: bool = False

    def numbered(self, columns: int, dialect: Dialect) -> str:
        """Return SQL of the plain records, each with its row and line in the file they are from."""
        names = ", ".join(_names(columns))
        whole = numbered(
            self.path, columns, _headless(dialect), lines_in_cells=self.lines_in_cells,
            new_line=_LINE_FEED,
        )  # fmt: skip
        return f"SELECT row, line, {names} FROM {whole} WHERE {_filled(columns)}"

    def unnumbered(self, columns: int, dialect: Dialect) -> str:
        """Return SQL of the same without their numbers."""
        source = texts(self.path, _names(columns), _headless(dialect), new_line=_LINE_FEED)
        return f"SELECT {', '.join(_names(columns))} FROM {source} WHERE {_filled(columns)}"


class PlacedCsv(CsvText):
    """A text whose plain records, of `width` cells, are written to `target`.

    Each other one leaves a place there.
    """

    target: Path = Path()
    width: int | None = None
    _rows: int = 0
    _out_of_step: bool = False

    @property
    def plain_part(self) -> PlainPart:
        """What was written, once `records` is used up."""
        return PlainPart(self.target, self._rows, self._out_of_step)

    def _leave_place(self, stream: BinaryIO, lines: int) -> None:
        quote, delimiter = self.dialect.quote_char, self.dialect.delimiter
        self._out_of_step = self._out_of_step or lines > 1
        first = quote + "\n" * (lines - 1) + quote
        stream.write((first + delimiter * ((self.width or 1) - 1) + "\n").encode())


class SiftedCsv(PlacedCsv):
    """A text of which `records` yields those that are not plain.

    `width` is None where the first record tells it.
    """

    _one: re.Pattern[str] | None = None
    _run: re.Pattern[str] | None = None
    _run_without_quotes: re.Pattern[str] | None = None
    _line_end: str = ""

    def records(self) -> Iterator[Record]:
        with self.target.open("wb") as stream:
            position, row, line = 0, 1, 1
            while (position := self._forward(position)) < len(self.text):
                record, following = self._record(position, row, line)
                lines = self._lines(position, following)
                yield record
                if row == 1:
                    self._learn(record, self.text[:following])
                self._leave_place(stream, lines)
                position, row, line = self._past_plain(stream, following, row + 1, line + lines)

    def _learn(self, first: Record, text: str) -> None:
        """Take from the first record what a plain one looks like."""
        self.width = self.width or len(first.cells)
        self._line_end = "\r\n" if text.endswith("\r\n") else text[-1:]
        if self._line_end in ("\n", "\r\n"):
            one = _record(self.dialect, self.width, self._line_end)
            bare = _record(self.dialect, self.width, self._line_end, quoting=False)
            self._one = re.compile(one)
            self._run = re.compile(f"(?:{one})*+")
            self._run_without_quotes = re.compile(f"(?:{bare})*+")

    def _past_plain(
        self, stream: BinaryIO, position: int, row: int, line: int
    ) -> tuple[int, int, int]:
        """Write the plain records that begin here; return where, and in which row, others do."""
        plain = self._run_without_quotes if self._never_closed else self._run
        match = plain.match(self.text, position) if plain else None
        if not match or not match[0]:
            return position, row, line
        run = match[0]
        lines = run.count("\n")
        rows = lines
        if self.dialect.quote_char in run:
            run, rows = self._unquoted_ends(run, lines)
        elif self._line_end == "\r\n":
            run = run.replace("\r\n", "\n")
        stream.write(run.encode())
        self._rows += rows
        self._out_of_step = self._out_of_step or lines > rows
        times, first_row, first_line = self.line_ends.get(self._line_end, (0, row, line))
        self.line_ends[self._line_end] = (times + rows, first_row, first_line)
        return match.end(), row + rows, line + lines

    def _unquoted_ends(self, run: str, lines: int) -> tuple[str, int]:
        """Return quoted records with line feeds between them, and how many they are."""
        records = self._one.findall(run) if self._one else []
        if self._line_end == "\n":
            return run, len(records)
        if len(records) == lines == run.count("\r\n"):
            return run.replace("\r\n", "\n"), lines
        return "".join(f"{record[:-2]}\n" for record in records), len(records)


_LINE_FEED = "'\\n'"


def _record(dialect: Dialect, columns: int, line_end: str, *, quoting: bool = True) -> str:
    """Return a regular expression of a plain record; none of its parts goes back."""
    quote, delimiter = re.escape(dialect.quote_char), re.escape(dialect.delimiter)
    bare = f"[^{quote}{delimiter}\r\n\0]*+"
    within = f"[^{quote}\r\0]*+"
    quoted = f"{quote}{within}(?:(?:{quote}{quote}|\r\n){within})*+{quote}"
    cell = f"(?:{quoted}|{bare})" if quoting else bare
    nothing = f"(?:{quote}[\r\n]*+{quote})?+"
    empty = f"(?!{nothing}(?:{delimiter}{nothing})*+{line_end})"
    return f"{empty}{cell}(?:{delimiter}{cell}){{{columns - 1}}}{line_end}"


def _headless(dialect: Dialect) -> Dialect:
    return Dialect(dialect.delimiter, dialect.quote_char, header=False)


def _names(columns: int) -> list[str]:
    return [f"c{position}" for position in range(1, columns + 1)]


def _filled(columns: int) -> str:
    """Hold where a record is no place that another one left."""
    return f"trim(concat({', '.join(_names(columns))}), chr(10)) <> ''"
