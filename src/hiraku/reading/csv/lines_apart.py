"""Two states of a large file line by line: only the lines that differ in their place are read.

Most changes leave most lines where they stood, and a line that stands in both files holds the same
record in both: to compare bytes takes a tenth of what it takes to divide them into cells. Where a
line might not be a whole record, nothing is known, and both files are read in the usual way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from hiraku.engine import DuckDBPyConnection, Error
from hiraku.reading.csv.first_record import LINE_BYTES, NotPlain, header_of
from hiraku.reading.csv.line_scan import DELIMITERS, LEAST_BYTES, QUOTE
from hiraku.reading.csv.numbered_lines import NumberedLines, read_numbered
from hiraku.reading.csv.quoting import whole_records
from hiraku.reading.files.data_file import DataFile

# Where more of the lines so far differ, to read both files whole is the shorter way.
MOST_APART = 0.3
_FIRST_LINES = 20_000
_PIECE = 1024 * 1024


class LinesApart(Struct, frozen=True):
    """The records of each file that do not stand in the other in the same place.

    `old` and `new` are tables with the columns `row` (counted from 1, the header included), `line`,
    and `c1` to `cN`, as their `labels`; `rows` is how many records each file has. `quoted` holds
    where records that differ in bytes may have the same cells.
    """

    labels: tuple[str, ...]
    old: str
    new: str
    rows: tuple[int, int]
    quoted: bool


class _Side(Struct):
    """A file, where its records begin, and the lines of it that the other one has not."""

    file: DataFile
    start: int
    path: Path
    stream: BinaryIO
    lines: int = 0
    rows: int = 0

    def add(self, row: int, line: bytes | None, delimiter: bytes) -> None:
        if line is not None:
            self.stream.write(b"%d%b%b\n" % (row, delimiter, line))
            self.lines += 1


def lines_apart(
    old: DataFile, new: DataFile, connection: DuckDBPyConnection, scratch: Path
) -> LinesApart | None:
    """Compare two plain files; None where their lines cannot be told or too many differ."""
    if not _comparable(old, new):
        return None
    try:
        (header, labels), (newer, now) = header_of(old), header_of(new)
        if labels != now:
            return None
        starts = old.start + len(header), new.start + len(newer)
        files = zip((old, new), starts, strict=True)
        with ExitStack() as stack:
            sides = [_side(file, start, scratch, stack) for file, start in files]
            _write_apart(sides[0], sides[1], len(labels))
        return _read(sides, labels, connection)
    except (NotPlain, UnicodeDecodeError, Error):
        return None


def _comparable(old: DataFile, new: DataFile) -> bool:
    dialect = new.resource.dialect
    return (
        old.plain
        and new.plain
        and min(old.survey.size, new.survey.size) >= LEAST_BYTES
        and old.resource.dialect == dialect
        and dialect.delimiter in DELIMITERS
        and dialect.quote_char == QUOTE
    )


def _side(file: DataFile, start: int, scratch: Path, stack: ExitStack) -> _Side:
    path = scratch / f"{file.relation}.apart.csv"
    return _Side(file, start, path, stack.enter_context(path.open("wb")))


def _read(
    sides: Sequence[_Side], labels: tuple[str, ...], connection: DuckDBPyConnection
) -> LinesApart | None:
    """Make tables of what was set apart; None where a line of it is no whole record."""
    names = [f"{side.file.relation}_apart" for side in sides]
    for side, name in zip(sides, names, strict=True):
        dialect, lines = side.file.resource.dialect, NumberedLines(side.path, side.lines)
        if not read_numbered(lines, name, len(labels), dialect, connection):
            return None
    quoted = any(side.file.survey.quotes for side in sides)
    return LinesApart(labels, names[0], names[1], (sides[0].rows, sides[1].rows), quoted)


def _write_apart(old: _Side, new: _Side, columns: int) -> None:
    """Write each line that differs behind its row; raise `NotPlain` where too many do."""
    dialect = new.file.resource.dialect
    delimiter, quote = dialect.delimiter.encode(), QUOTE.encode()
    whole = whole_records(dialect, columns).fullmatch
    pairs = zip_longest(_lines(old), _lines(new, decoded=True))
    for row, (was, becomes) in enumerate(pairs, 1 + int(dialect.header)):
        if was == becomes:
            if quote in was and not whole(was):
                raise NotPlain
            continue
        for side, line in ((old, was), (new, becomes)):
            side.add(row, line, delimiter)
            if side.lines > MOST_APART * max(row, _FIRST_LINES):
                raise NotPlain


def _lines(side: _Side, *, decoded: bool = False) -> Iterator[bytes]:
    """Yield and count the lines below the header without their ends, which all are alike.

    Raise where one is blank or too long, and where `decoded`, where one is no UTF-8.
    """
    end = b"\r\n"[-side.file.survey.line_end :]
    rest = b""
    with side.file.path.open("rb", buffering=0) as stream:
        stream.seek(side.start)
        while piece := stream.read(_PIECE):
            *lines, rest = (rest + piece).split(end)
            if len(rest) > LINE_BYTES or b"" in lines:
                raise NotPlain
            if decoded:
                b"\n".join(lines).decode()
            side.rows += len(lines)
            yield from lines
    if rest:
        rest.decode()
        side.rows += 1
        yield rest
