"""CSV text to records, by RFC 4180 and nothing looser; every departure is told by line.

This is the careful way: it is taken only where the text is not plainly clean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from msgspec import Struct, field

from hiraku.model import Dialect

RFC_4180 = Dialect()


class Fault(Struct, frozen=True):
    """A departure from the dialect; `column` is 1-based."""

    id: str
    row: int
    line: int
    column: int | None = None
    cell: str | None = None


class Record(Struct, frozen=True):
    """One record: `row` counts records from 1, `line` is the line it begins on."""

    row: int
    line: int
    cells: list[str]
    faults: tuple[Fault, ...] = ()


# A record is sought in so many characters at first, and in twice as many where it does not end.
WINDOW = 1024 * 1024
# A quote that is not closed in so many characters is taken for one that never is.
MOST_QUOTED = 32 * WINDOW


class CsvText(Struct, dict=True):
    """A text and its dialect. `line_ends` holds each kind met: how often, and first where.

    `text` is a window: what comes after it stands in `pieces`, what was read leaves it.
    """

    text: str
    dialect: Dialect = RFC_4180
    line_ends: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    pieces: Iterator[str] = iter(())
    _never_closed: bool = False

    def __post_init__(self) -> None:
        delimiter, quote = map(re.escape, (self.dialect.delimiter, self.dialect.quote_char))
        escape = re.escape(self.dialect.escape_char or "")
        inside = [f"{quote}{quote}"] if self.dialect.double_quote else []
        escaped = [f"{escape}(?s:.)"] if escape else []
        again = "|".join([*inside, *escaped]) or "(?!)"
        self._quoted = re.compile(
            f"{quote}([^{quote}{escape}]*+(?:(?:{again})[^{quote}{escape}]*+)*+){quote}"
            if quote
            else "(?!)"
        )
        self._plain = re.compile(
            f"(?:[^{delimiter}{escape}\r\n]|{escaped[0]})*+" if escape else f"[^{delimiter}\r\n]*+"
        )
        self._escaped = re.compile(f"{escape}(.)", re.DOTALL) if escape else None

    def records(self) -> Iterator[Record]:
        """Yield every record, the header first."""
        position, line = 0, 1
        for row in count(1):
            position = self._forward(position)
            if position >= len(self.text):
                return
            record, following = self._record(position, row, line)
            yield record
            line += self._lines(position, following)
            position = following

    def _record(self, position: int, row: int, line: int) -> tuple[Record, int]:
        """Return the record that begins here, and where the next one does."""
        cells, end, faults = self._whole_record(position, row, line)
        return Record(row, line, cells, tuple(faults)), self._past_line_end(end, row, line)

    def _forward(self, position: int) -> int:
        """Let go of what was read once that is much, and return where the rest begins."""
        if position >= WINDOW or position >= len(self.text):
            self.text, position = self.text[position:], 0
            if not self.text:
                self._read_on()
        return position

    def _whole_record(
        self, position: int, row: int, line: int
    ) -> tuple[list[str], int, list[Fault]]:
        """Read a record; where it reaches the end of the window, once more in a larger one."""
        while True:
            faults: list[Fault] = []
            closed = self._never_closed
            cells, end = self._cells(position, row, line, faults)
            ended = end + 1 < len(self.text) and self._never_closed is closed
            if ended or (len(self.text) - position > MOST_QUOTED and not closed and faults):
                return cells, end, faults
            if not self._read_on():
                return cells, end, faults
            self._never_closed = closed

    def _read_on(self) -> bool:
        """Make the window twice as large; False where the text ends with it."""
        size = max(WINDOW, len(self.text))
        gained = []
        while size > 0 and (piece := next(self.pieces, None)) is not None:
            gained.append(piece)
            size -= len(piece)
        self.text = "".join([self.text, *gained])
        return bool(gained)

    def _cells(
        self, position: int, row: int, line: int, faults: list[Fault]
    ) -> tuple[list[str], int]:
        cells: list[str] = []
        start, quote = position, self.dialect.quote_char
        while True:
            if self.dialect.skip_initial_space:
                position = self._past_space(position)
            here = (row, line + self._lines(start, position), len(cells) + 1)
            if quote and self.text.startswith(quote, position):
                cell, position = self._quoted_cell(position, here, faults)
            else:
                cell, position = self._plain_cell(position, here, faults)
            cells.append(cell)
            if not self.text.startswith(self.dialect.delimiter, position):
                return cells, position
            position += 1

    def _quoted_cell(
        self, position: int, here: tuple[int, int, int], faults: list[Fault]
    ) -> tuple[str, int]:
        match = None if self._never_closed else self._quoted.match(self.text, position)
        if not match:
            self._never_closed = True
            cell = self._rest(position)
            faults.append(Fault("unterminated-quote", *here, cell))
            return cell, position + len(cell)
        cell = self._read(match[1], doubled=self.dialect.double_quote)
        tail = self._rest(match.end())
        if tail:
            faults.append(Fault("text-after-quote", *here, match[0] + tail))
        if "\0" in cell:
            faults.append(Fault("nul-character", *here, cell))
        return cell + tail, match.end() + len(tail)

    def _plain_cell(
        self, position: int, here: tuple[int, int, int], faults: list[Fault]
    ) -> tuple[str, int]:
        rest = self._rest(position)
        cell = self._read(rest, doubled=False)
        bare = self._escaped.sub("", rest) if self._escaped else rest
        if self.dialect.quote_char and self.dialect.quote_char in bare:
            faults.append(Fault("stray-quote", *here, cell))
        if "\0" in cell:
            faults.append(Fault("nul-character", *here, cell))
        return cell, position + len(rest)

    def _read(self, text: str, *, doubled: bool) -> str:
        """Return what a cell means: doubled quotes and escaped characters once."""
        quote = self.dialect.quote_char
        if not self._escaped:
            return text.replace(quote * 2, quote) if doubled else text
        escape = re.escape(self.dialect.escape_char or "")
        twice = f"|{re.escape(quote)}({re.escape(quote)})" if doubled else ""
        return re.sub(f"(?s){escape}(.){twice}", lambda match: match[1] or match[2], text)

    def _past_space(self, position: int) -> int:
        while self.text.startswith(" ", position):
            position += 1
        return position

    def _rest(self, position: int) -> str:
        """Return the text up to the next delimiter or line end."""
        match = self._plain.match(self.text, position)
        return match[0] if match else ""

    def _past_line_end(self, position: int, row: int, line: int) -> int:
        end = self.text[position : position + 2]
        kind = end if end == "\r\n" else end[:1]
        if kind:
            times, first_row, first_line = self.line_ends.get(kind, (0, row, line))
            self.line_ends[kind] = (times + 1, first_row, first_line)
        return position + len(kind)

    def _lines(self, start: int, end: int) -> int:
        """Count the line ends of any kind between two positions."""
        if end - start < 2:  # noqa: PLR2004 - nearly every call: nothing or one character
            return int(self.text[start:end] in ("\n", "\r"))
        counted = self.text.count
        return counted("\n", start, end) + counted("\r", start, end) - counted("\r\n", start, end)
