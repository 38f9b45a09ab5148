"""A large file read line by line: one regular expression tells which records are surely sound.

It tells structure and cells at once, for less than it takes to divide the lines into cells. Only
the other lines are divided and looked at. Where any of them is no whole record, or a byte is in no
line, nothing is known: the file is then read in the usual way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from hiraku.engine import DuckDBPyConnection, Error
from hiraku.model import Dialect
from hiraku.reading.csv.first_record import NotPlain
from hiraku.reading.csv.numbered_lines import NumberedLines, read_numbered
from hiraku.reading.csv.scan import scan
from hiraku.reading.files.data_file import DataFile
from hiraku.sql import literal

DELIMITERS = {",", ";", "\t", "|"}
QUOTE = '"'
LEAST_BYTES = 2 * 1024 * 1024
# Where more of a file's first lines are not surely sound, the usual way is the shorter one.
MOST_LEFT_OVER = 0.25
_SAMPLE_BYTES = 64 * 1024
_UNIT_SEPARATOR = "\x1f"
_PIECE = "4000000"


# A line in which a quote is open at its end: only such a one may be a part of a record.
_OPEN = "(strlen(text) - strlen(replace(text, '\"', ''))) % 2 = 1"


def _demand_open(open_lines: int) -> None:
    """Raise `NotPlain` where a line is no whole record and none goes on in another."""
    if not open_lines:
        raise NotPlain


class SoundCell(Struct, frozen=True):
    """Texts of a column, as regular expressions that RE2 and Python read alike.

    `bare` has no delimiter, quote or control, `quoted` no quote or control.
    """

    bare: str
    quoted: str


class SoundRecord(Struct, frozen=True):
    """What a record looks like of which nothing can be told: the texts of each of its cells.

    `answered` are the questions that count nothing in it. Only a record of `longest` bytes at most
    is sound, None where any is.
    """

    cells: tuple[SoundCell, ...]
    answered: frozenset[str]
    longest: int | None

    def pattern(self, dialect: Dialect) -> str:
        """Return the regular expression of a whole line."""
        sign = re.escape(dialect.delimiter)
        return sign.join(f'(?:{cell.bare}|"(?:{cell.quoted})")' for cell in self.cells)


class LineScan(Struct, frozen=True):
    """`rows` of a file; `left_over` is SQL of those that are not surely sound, with `answers`."""

    rows: int
    answers: Mapping[str, Any]
    left_over: str


class Lines(Struct, frozen=True):
    """The lines below the `header` of a plain file, and what a sound one looks like."""

    file: DataFile
    header: bytes
    record: SoundRecord
    connection: DuckDBPyConnection

    def answered(self, questions: Mapping[str, str], scratch: Path) -> LineScan | None:
        """Answer what can be by lines; None where the file must be read in the usual way.

        Raise `NotPlain` where that cannot be either.
        """
        dialect = self.file.resource.dialect
        if dialect.delimiter not in DELIMITERS or dialect.quote_char != QUOTE:
            return None
        if self.file.survey.size < LEAST_BYTES:
            return None
        try:
            share = self._share_left_over()
            if share > MOST_LEFT_OVER:
                return None
            if not share and (rows := self._all_sound()) is not None:
                return LineScan(rows, dict.fromkeys(self.record.answered, 0), "")
            return self._divided(scratch / f"{self.file.relation}.lines.csv", questions)
        except Error:
            return None

    def _share_left_over(self) -> float:
        """Return the share of the first lines that are not surely sound."""
        with self.file.path.open("rb") as stream:
            stream.seek(self.file.start + len(self.header))
            first = stream.read(_SAMPLE_BYTES)
        lines = first[: first.rfind(b"\n") + 1].decode("utf-8", "replace").splitlines()
        (share,) = self.connection.execute(
            f"SELECT avg(({self._sound})::INTEGER) FROM (SELECT unnest($1::VARCHAR[]) AS line)",
            [lines],
        ).fetchone() or (None,)
        return 1 - (share or 0)

    def _all_sound(self) -> int | None:
        """Return how many rows there are where all are surely sound, else None."""
        counted = self.connection.execute(
            f"SELECT count(*), coalesce(sum(strlen(line)), 0)::BIGINT, "
            f"count_if(NOT ({self._sound})), coalesce(min(strlen(line)), 0) FROM {self._source}"
        ).fetchone() or (0, 0, 1, 0)
        rows, held, left_over, shortest = counted
        # Of so few bytes is a record of empty cells.
        sound = not left_over and shortest >= len(self.record.cells)
        self._demand_all_lines(rows, held)
        return rows if sound else None

    def _divided(self, path: Path, questions: Mapping[str, str]) -> LineScan | None:
        """Divide the lines that are not surely sound into cells, and ask of them."""
        lines, name = f"{self.file.relation}_lines", f"{self.file.relation}_left_over"
        self.connection.execute(self._grouped(lines))
        try:
            counted = self.connection.execute(
                f"SELECT coalesce(sum(n), 0)::BIGINT, coalesce(sum(bytes), 0)::BIGINT, "
                f"count(text), coalesce(min(shortest), 0), count_if({_OPEN}) FROM {lines}"
            ).fetchone() or (0, 0, 0, 0, 0)
            rows, held, left_over, shortest, open_ = counted
            self._demand_all_lines(rows, held)
            if shortest < len(self.record.cells):
                _demand_open(open_)
                return None
            self.connection.execute(
                f"COPY (SELECT text FROM {lines} WHERE text IS NOT NULL) "
                f"TO {literal(str(path))} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', "
                f"DELIMITER {literal(_UNIT_SEPARATOR)})"
            )
        finally:
            self.connection.execute(f"DROP TABLE {lines}")
        columns, dialect = len(self.record.cells), self.file.resource.dialect
        written = NumberedLines(path, left_over)
        if not read_numbered(written, name, columns, dialect, self.connection):
            _demand_open(open_)
            return None
        asked = {key: questions[key] for key in questions if key in self.record.answered}
        selected = ", ".join(["count(*)", *asked.values()])
        counted = self.connection.execute(f"SELECT {selected} FROM {name}").fetchone() or ()
        return LineScan(rows, dict(zip(asked, counted[1:], strict=True)), name)

    def _grouped(self, name: str) -> str:
        """Return SQL that counts the sound lines together, and each other behind its row."""
        dialect = self.file.resource.dialect
        numbered = f"row_number() OVER () + {int(bool(self.header))} AS row"
        behind = f"row || {literal(dialect.delimiter)} || line"
        return (
            f"CREATE OR REPLACE TABLE {name} AS "
            f"SELECT CASE WHEN NOT ({self._sound}) THEN {behind} END AS text, count(*) AS n, "
            f"sum(strlen(line)) AS bytes, min(strlen(line)) AS shortest "
            f"FROM (SELECT line, {numbered} FROM {self._source}) GROUP BY text"
        )

    def _demand_all_lines(self, rows: int, held: int) -> None:
        """Raise `NotPlain` where a byte of the file is in no line: DuckDB overlooks blank ones."""
        survey = self.file.survey
        last = 0 if survey.ended else survey.line_end
        whole = held + rows * survey.line_end
        if not rows or whole != survey.size - len(self.header) + last:
            raise NotPlain

    @property
    def _sound(self) -> str:
        """SQL of whether a line is surely a sound record."""
        most = self.record.longest
        short = f"strlen(line) <= {most} AND " if most is not None else ""
        pattern = literal(self.record.pattern(self.file.resource.dialect))
        return f"{short}regexp_full_match(line, {pattern})"

    @property
    def _source(self) -> str:
        """SQL of the lines below the header, each as one text."""
        bare = Dialect(_UNIT_SEPARATOR, "", header=False)
        options = {
            "skip": str(int(bool(self.header))),
            "force_not_null": "['line']",
            "buffer_size": _PIECE,
        }
        return scan(self.file.path, {"line": "VARCHAR"}, bare, **options)
