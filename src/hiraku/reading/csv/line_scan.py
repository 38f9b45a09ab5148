"""A large file read line by line: one regular expression tells which records are surely sound.

It tells structure and cells at once, for less than it takes to divide the lines into cells. Only
the other lines are divided and looked at (`left_over.py`). A line that is no whole record by itself
is picked out and read with care (`picked_records.py`), so that a fault costs no more than itself.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from hiraku.engine import DuckDBPyConnection, Error
from hiraku.model import Dialect
from hiraku.reading.csv.first_record import LINE_BYTES, MAX_CELL_BYTES, NotPlain
from hiraku.reading.csv.picked_records import PickedRecords, TextLine
from hiraku.reading.csv.scan import scan
from hiraku.reading.files.data_file import DataFile
from hiraku.sql import literal

DELIMITERS = {",", ";", "\t", "|"}
QUOTE = '"'
LEAST_BYTES = 2 * 1024 * 1024
# Where more of a file's first lines are not surely sound, the usual way is the shorter one.
MOST_LEFT_OVER = 0.25
# Where more lines are no records by themselves, the usual way is the shorter one as well.
MOST_PICKED = 20_000
_SAMPLE_BYTES = 64 * 1024
_UNIT_SEPARATOR = "\x1f"
_PIECE = 4_000_000
# Where lines end in several ways, NUL stands for each carriage return: DuckDB lets it pass.
_RETURN = b"\0"


class SoundCell(Struct, frozen=True):
    """Texts of a column, as regular expressions that RE2 and Python read alike.

    `bare` has no delimiter, quote or control, `quoted` no quote or control.
    """

    bare: str
    quoted: str


class SoundRecord(Struct, frozen=True):
    """What a record looks like of which nothing can be told: the texts of each of its cells.

    `answered` are the questions that count nothing in it; to those of them that are `repeated` of
    each row left over, no number is needed before. Only a record of `longest` bytes at most is
    sound, None where any is.
    """

    cells: tuple[SoundCell, ...]
    answered: frozenset[str]
    longest: int | None
    repeated: frozenset[str] = frozenset()

    def pattern(self, dialect: Dialect) -> str:
        """Return the regular expression of a whole line."""
        sign = re.escape(dialect.delimiter)
        return sign.join(f'(?:{cell.bare}|"(?:{cell.quoted})")' for cell in self.cells)


class LineScan(Struct, frozen=True):
    """The lines of a file below its header.

    They are `rows`; `left_over` of them are not surely sound. `picked` are those that are no whole
    records by themselves; where there are any, the first line of the file is among them.
    """

    rows: int
    left_over: int = 0
    picked: tuple[TextLine, ...] = ()


class Lines(Struct, frozen=True, dict=True):
    """The lines below the `header` of a file in UTF-8, and what a sound one looks like."""

    file: DataFile
    header: bytes
    record: SoundRecord
    connection: DuckDBPyConnection
    scratch: Path

    @property
    def left(self) -> str:
        """Name the table of the lines that are not surely sound: `number`, `text`, `whole`."""
        return f"{self.file.relation}_left"

    def scan(self) -> LineScan | None:
        """Look at all lines; None where the file must be read in the usual way.

        Raise `NotPlain` where that cannot be either.
        """
        if not self._fit:
            return None
        try:
            share = self._share_left_over()
            if share > MOST_LEFT_OVER:
                return None
            if self._mixed:
                self._write_without_returns()
            if not share and (rows := self._all_sound()) is not None:
                return LineScan(rows)
            return self._sorted_out()
        except Error:
            return None

    def picked_records(self, scan: LineScan, target: Path) -> PickedRecords:
        """Return the text of which the picked lines are read; the others go to `target`."""
        return PickedRecords(
            "",
            self.file.resource.dialect,
            target=target,
            width=len(self.record.cells),
            file=self.file,
            picked=scan.picked,
            count=scan.rows + bool(self.header),
            line_end="\r\n" if self._first_line.endswith(b"\r\n") else "\n",
        )

    @property
    def _fit(self) -> bool:
        """Tell whether lines can be told apart, and whether it is worth the while."""
        dialect, survey = self.file.resource.dialect, self.file.survey
        if dialect.delimiter not in DELIMITERS or dialect.quote_char != QUOTE:
            return False
        within = self._first_line.removesuffix(b"\n").removesuffix(b"\r")
        ends_known = not self._mixed or not (survey.nul or b"\r" in within)
        return ends_known and survey.size >= LEAST_BYTES

    @cached_property
    def _first_line(self) -> bytes:
        if self.header:
            return self.header
        with self.file.path.open("rb") as stream:
            stream.seek(self.file.start)
            return stream.readline(LINE_BYTES)

    @property
    def _mixed(self) -> bool:
        """Hold where lines end in several ways."""
        survey = self.file.survey
        return bool(survey.carriage_returns) and not survey.alike

    def _write_without_returns(self) -> None:
        """Write the file with another byte for each carriage return: every byte keeps its place."""
        with self.file.path.open("rb") as source, self._path.open("wb") as target:
            while piece := source.read(_PIECE):
                target.write(piece.replace(b"\r", _RETURN))

    def _share_left_over(self) -> float:
        """Return the share of the first lines that are not surely sound."""
        with self.file.path.open("rb") as stream:
            stream.seek(self.file.start + len(self.header))
            first = stream.read(_SAMPLE_BYTES)
        lines = first[: first.rfind(b"\n") + 1].decode("utf-8", "replace").splitlines()
        (share,) = self.connection.execute(
            f"SELECT avg(({self._sound})::INTEGER) FROM (SELECT unnest($1::VARCHAR[]) AS line)",
            [[f"{line}{self._ending}" for line in lines]],
        ).fetchone() or (None,)
        return 1 - (share or 0)

    def _all_sound(self) -> int | None:
        """Return how many rows there are where all are surely sound, else None."""
        counted = self.connection.execute(
            f"SELECT count(*), coalesce(sum(strlen(line)), 0)::BIGINT, "
            f"count_if(NOT ({self._sound})) FROM {self._source}"
        ).fetchone() or (0, 0, 1)
        rows, held, left_over = counted
        self._demand_all_lines(rows, held)
        return None if left_over else rows

    def _sorted_out(self) -> LineScan | None:
        """Keep the lines that are not surely sound, with what is known of each."""
        self.connection.execute(
            f"CREATE OR REPLACE TABLE {self._lines} AS "
            f"SELECT CASE WHEN NOT ({self._sound}) THEN line END AS text, "
            f"strlen(line)::INTEGER AS bytes FROM {self._source}"
        )
        try:
            rows, held, left_over = self.connection.execute(
                f"SELECT count(*), coalesce(sum(bytes), 0)::BIGINT, count(text) FROM {self._lines}"
            ).fetchone() or (0, 0, 0)
            self._demand_all_lines(rows, held)
            self.connection.execute(f"CREATE OR REPLACE TABLE {self.left} AS {self._kept}")
            picked = self._picked()
        finally:
            self.connection.execute(f"DROP TABLE {self._lines}")
        return None if picked is None else LineScan(rows, left_over, picked)

    @property
    def _kept(self) -> str:
        """SQL of the lines that are not surely sound, and whether each is a whole record."""
        return (
            f"SELECT rowid + {1 + bool(self.header)} AS number, bytes, text, "
            f"{self._whole} AS whole FROM {self._lines} WHERE text IS NOT NULL"
        )

    @property
    def _begun(self) -> str:
        """SQL of all lines, and of where each begins."""
        first, end = self.file.start + len(self.header), self._end_bytes
        return (
            f"SELECT rowid + {1 + bool(self.header)} AS number, ({first} - bytes - {end} + "
            f"sum(bytes + {end}) OVER (ORDER BY rowid))::BIGINT AS start FROM {self._lines}"
        )

    def _picked(self) -> tuple[TextLine, ...] | None:
        """Return the lines that are no whole records; None where they are too many.

        Where so many are and none of them goes on in another, no other way but one will do.
        """
        picked = self.connection.execute(
            f"SELECT number, bytes, {_OPEN} FROM {self.left} WHERE NOT whole "
            f"ORDER BY number LIMIT {MOST_PICKED + 1}"
        ).fetchall()
        if len(picked) > MOST_PICKED:
            if not any(open_ for *_, open_ in picked):
                raise NotPlain
            return None
        begun = self._begun_at([number for number, *_ in picked]) if picked else {}
        lines = [TextLine(number, begun[number], size) for number, size, _ in picked]
        if lines and lines[0].number > 1:
            lines.insert(0, TextLine(1, self.file.start, len(self._first_line)))
        return tuple(lines)

    def _begun_at(self, numbers: list[int]) -> dict[int, int]:
        """Return at which byte each of some lines begins: seldom asked, as it takes long."""
        among = "number IN (SELECT unnest($1::BIGINT[]))"
        asked = f"SELECT number, start FROM ({self._begun}) WHERE {among}"
        return dict(self.connection.execute(asked, [numbers]).fetchall())

    def _demand_all_lines(self, rows: int, held: int) -> None:
        """Raise `NotPlain` where a byte of the file is in no line."""
        survey, end = self.file.survey, self._end_bytes
        last = 0 if survey.ended else end
        if not rows or held + rows * end != survey.size - len(self.header) + last:
            raise NotPlain

    @property
    def _end_bytes(self) -> int:
        return 1 if self._mixed else self.file.survey.line_end

    @property
    def _ending(self) -> str:
        """What stands at the end of a usual line, as DuckDB reads it."""
        crlf = self._mixed and self._first_line.endswith(b"\r\n")
        return _RETURN.decode() if crlf else ""

    @property
    def _sound(self) -> str:
        """SQL of whether a line is surely a sound record, and not one of empty cells."""
        most = min(self.record.longest or MAX_CELL_BYTES, MAX_CELL_BYTES)
        pattern = self.record.pattern(self.file.resource.dialect) + re.escape(self._ending)
        return f"strlen(line) <= {most} AND {self._filled('line')} AND {_matches('line', pattern)}"

    @property
    def _whole(self) -> str:
        """SQL of whether a line is a record, and not one of empty cells."""
        sign = re.escape(self.file.resource.dialect.delimiter)
        cell = f'(?:[^"{sign}\\r\\x00]*|"(?:[^"\\r\\x00]|"")*")'
        pattern = sign.join([cell] * len(self.record.cells)) + re.escape(self._ending)
        return f"({self._filled('text')} AND {_matches('text', pattern)})"

    def _filled(self, text: str) -> str:
        empty = literal(self.file.resource.dialect.delimiter + QUOTE)
        longest = 3 * len(self.record.cells)
        return f"(strlen({text}) > {longest} OR ltrim({text}, {empty} || chr(0)) <> '')"

    @property
    def _lines(self) -> str:
        return f"{self.file.relation}_lines"

    @property
    def _path(self) -> Path:
        return self.scratch / f"{self.file.relation}.lines" if self._mixed else self.file.path

    @property
    def _source(self) -> str:
        """SQL of the lines below the header, each as one text."""
        bare = Dialect(_UNIT_SEPARATOR, "", header=False)
        options = {
            "skip": str(int(bool(self.header))),
            "force_not_null": "['line']",
            "buffer_size": str(_PIECE),
        }
        return scan(self._path, {"line": "VARCHAR"}, bare, **options)


# A line in which a quote is open at its end: only such a one may go on in another.
_OPEN = "(strlen(text) - strlen(replace(text, '\"', ''))) % 2 = 1"


def _matches(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, {literal(pattern)})"
