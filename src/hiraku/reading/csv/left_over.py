"""Lines that are not surely sound, but whole records, become the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from hiraku.engine import DuckDBPyConnection
from hiraku.model import Dialect
from hiraku.reading.csv.first_record import MAX_CELL_BYTES, NotPlain
from hiraku.reading.csv.picked_records import Step
from hiraku.reading.csv.scan import scan
from hiraku.sql import literal

_UNIT_SEPARATOR = "\x1f"


class LeftOver(Struct, frozen=True):
    """`lines` is the table of lines that `Lines` keeps, `name` that of the rows they become.

    A line without a quote is split where its delimiters are. The others are read as CSV: between
    the two they stand in the file `path`.
    """

    lines: str
    name: str
    path: Path
    connection: DuckDBPyConnection

    def divide(self, columns: Sequence[str], dialect: Dialect, steps: Sequence[Step] = ()) -> None:
        """Make the table, with `row`, `line` and the cells; by `steps` it is known where each is.

        Raise `NotPlain` where DuckDB does not read each line as one record.
        """
        placed = self._placed(dialect, steps)
        split = self._split(placed, columns, dialect)
        read = self._read(placed, columns, dialect)
        row = f"concat({', '.join(columns)})"
        counted = self.connection.execute(
            f"SELECT count(*), coalesce(min(strlen({row})), 1), coalesce(max(strlen({row})), 1) "
            f"FROM {self.name}"
        ).fetchone() or (0, 0, 0)
        if counted[0] != split + read or not 0 < counted[1] <= counted[2] <= MAX_CELL_BYTES:
            raise NotPlain

    def _split(self, placed: str, columns: Sequence[str], dialect: Dialect) -> int:
        """Make the table of the lines without a quote, and return how many they are."""
        cells = ", ".join(f"cells[{at}] AS {column}" for at, column in enumerate(columns, 1))
        self.connection.execute(
            f"CREATE OR REPLACE TABLE {self.name} AS SELECT row, line, {cells} FROM "
            f"(SELECT row, line, string_split(text, {literal(dialect.delimiter)}) AS cells "
            f"FROM ({placed}) WHERE NOT quoting)"
        )
        (count,) = self.connection.execute(f"SELECT count(*) FROM {self.name}").fetchone() or (0,)
        return int(count)

    def _read(self, placed: str, columns: Sequence[str], dialect: Dialect) -> int:
        """Put the lines with a quote into the table, and return how many they are."""
        if not (written := self._write(placed, dialect)):
            return 0
        kinds = dict.fromkeys(("row", "line"), "BIGINT") | dict.fromkeys(columns, "VARCHAR")
        bare = Dialect(dialect.delimiter, dialect.quote_char, header=False)
        filled = f"[{', '.join(map(literal, columns))}]"
        source = scan(self.path, kinds, bare, force_not_null=filled)
        self.connection.execute(f"INSERT INTO {self.name} SELECT * FROM {source}")
        self.path.unlink()
        return written

    def _write(self, placed: str, dialect: Dialect) -> int:
        """Write the lines with a quote, each behind its row and its line; return how many."""
        sign = literal(dialect.delimiter)
        (written,) = self.connection.execute(
            f"COPY (SELECT concat(row, {sign}, line, {sign}, text) FROM ({placed}) WHERE quoting) "
            f"TO {literal(str(self.path))} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', "
            f"DELIMITER {literal(_UNIT_SEPARATOR)})"
        ).fetchone() or (0,)
        return int(written)

    def _placed(self, dialect: Dialect, steps: Sequence[Step]) -> str:
        """SQL of the lines that are records: where each is, its text, and whether it quotes."""
        bare = "CASE WHEN suffix(text, chr(0)) THEN rtrim(text, chr(0)) ELSE text END"
        text = f"{bare} AS text, contains(text, {literal(dialect.quote_char)}) AS quoting"
        if not steps:
            return f"SELECT number AS row, number AS line, {text} FROM {self.lines} WHERE whole"
        self._place(steps)
        return (
            f"SELECT number + rows AS row, number + lines AS line, {text} "
            f"FROM {self.lines} ASOF JOIN steps "
            f"ON {self.lines}.number >= steps.since WHERE whole AND number >= until"
        )

    def _place(self, steps: Sequence[Step]) -> None:
        """Make a table of the steps; before the first of them every line is a row."""
        known = [Step(), *steps]
        self.connection.execute(
            "CREATE OR REPLACE TABLE steps AS SELECT unnest($1::BIGINT[]) AS since, "
            "unnest($2::BIGINT[]) AS until, unnest($3::BIGINT[]) AS rows, "
            "unnest($4::BIGINT[]) AS lines",
            [
                [step.number for step in known],
                [step.until for step in known],
                [step.rows for step in known],
                [step.lines for step in known],
            ],
        )
