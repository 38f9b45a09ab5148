"""Of a file read by lines, the records that are no whole line are read one by one, with care.

What stands between them is copied as it is. As in `sifting.py`, each of them leaves a record of
empty cells in its place, so that all others keep their numbers.
"""

from __future__ import annotations

import codecs
from collections.abc import Generator, Iterator, Sequence
from typing import BinaryIO

from msgspec import Struct, field

from hiraku.reading.csv.csv_text import Record
from hiraku.reading.csv.first_record import MAX_CELL_BYTES, NotPlain
from hiraku.reading.csv.sifting import PlacedCsv
from hiraku.reading.files.data_file import DataFile

_PIECE = 4_000_000
# A record that ends with its line is known to end where another character follows.
_BEYOND = 8


class TextLine(Struct, frozen=True):
    """A line of a file: its `number` from 1, where it begins and how long it is, in bytes."""

    number: int
    offset: int
    size: int


class Step(Struct, frozen=True):
    """The lines from `number` to the one before `until` are records that were read one by one.

    From there on, a line's number and `rows` make its row, its number and `lines` its line: a
    record may have several line ends, and a line several records.
    """

    number: int = 0
    until: int = 1
    rows: int = 0
    lines: int = 0

    def tells_more(self, before: Step) -> bool:
        """Tell whether lines that were not picked stand elsewhere than by the step before."""
        moved = (self.rows, self.lines) != (before.rows, before.lines)
        return moved or self.until > self.number + 1 or self.number == 1


class PickedRecords(PlacedCsv):
    """The text of a `file` of `count` lines; `records` yields what begins at the `picked` ones.

    Whatever else stands there must be whole records that end with `line_end`, each in a line of
    its own. `records` raises `NotPlain` where a record cannot be told but by reading much of the
    file. `steps` is complete once it is used up.
    """

    file: DataFile | None = None
    picked: Sequence[TextLine] = ()
    count: int = 0
    line_end: str = "\n"
    steps: list[Step] = field(default_factory=list)
    _quotes: int = 0
    _cut: bool = False

    def records(self) -> Iterator[Record]:
        if not self.file:
            return
        start, survey = self.file.start, self.file.survey
        self._rows = self.count
        position, step = start, Step()
        with self.target.open("wb") as target, self.file.path.open("rb") as source:
            for line in self.picked:
                if line.offset < position:
                    continue
                self._copy(source, target, position, line.offset)
                self._begin(source, line)
                step = yield from self._records_at(target, line.number, step)
                position = line.offset + len(self.text.encode())
            self._copy(source, target, position, start + survey.size)
        # After a quote that is never closed, no quote is what it seems.
        if self._never_closed and self._quotes != survey.quotes:
            raise NotPlain

    def _begin(self, source: BinaryIO, line: TextLine) -> None:
        """Take the text of a line; more is read where its record goes on."""
        decoder = codecs.getincrementaldecoder("utf-8")("strict")
        source.seek(line.offset)
        self.text = decoder.decode(source.read(line.size + _BEYOND))
        self.pieces = self._following(source, decoder)
        self._cut = False

    def _following(self, source: BinaryIO, decoder: codecs.IncrementalDecoder) -> Iterator[str]:
        """Yield what follows: the most that a cell may have, and all where no quote follows it."""
        yield decoder.decode(source.read(MAX_CELL_BYTES))
        quote = self.dialect.quote_char.encode()
        while piece := source.read(MAX_CELL_BYTES):
            self._cut = True
            if quote in piece:
                raise NotPlain

    def _records_at(
        self, target: BinaryIO, number: int, before: Step
    ) -> Generator[Record, None, Step]:
        """Yield the records from a line to the end of one; return what is known from there on."""
        position, row, line = 0, number + before.rows, number + before.lines
        while not position or (position < len(self.text) and self.text[position - 1] != "\n"):
            record, following = self._record(position, row, line)
            if self._cut and following >= len(self.text) - 1:
                raise NotPlain
            lines = self._lines(position, following)
            yield record
            self._leave_place(target, lines)
            position, row, line = following, row + 1, line + lines
        self.text = self.text[:position]
        self._quotes += self.text.count(self.dialect.quote_char)
        return self._stepped(number, row, line, before)

    def _stepped(self, number: int, row: int, line: int, before: Step) -> Step:
        """Note the lines that were read, and where the next record stands."""
        passed = self.text.count("\n") + (not self.text.endswith("\n"))
        self._rows -= passed
        until = number + passed
        step = Step(number, until, row - until, line - until)
        if step.tells_more(before):
            self.steps.append(step)
        return step

    def _copy(self, source: BinaryIO, target: BinaryIO, start: int, end: int) -> None:
        """Copy whole records, with line feeds between them."""
        source.seek(start)
        while start < end:
            piece = source.read(min(_PIECE, end - start))
            if not piece:
                raise NotPlain
            if piece.endswith(b"\r"):
                piece += source.read(1)
            start += len(piece)
            target.write(piece.replace(b"\r\n", b"\n") if self.line_end == "\r\n" else piece)
