"""Lines that are not surely sound, but whole records, become the rows of a table.

Up to 122,880 rows of one table DuckDB reads with one processor alone, so that there are two tables
behind one view.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
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
    """`lines` is the table of lines that `Lines` keeps, `name` the view of the rows they become.

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
        """Make the halves of the lines without a quote, and return how many they are."""
        cells = ", ".join(f"cells[{at}] AS {column}" for at, column in enumerate(columns, 1))
        split = (
            f"SELECT row, line, {cells} FROM "
            f"(SELECT row, line, string_split(text, {literal(dialect.delimiter)}) AS cells "
            f"FROM ({placed}) WHERE NOT quoting AND half = "
        )
        with ThreadPoolExecutor() as threads:
            made = [threads.submit(self._make, half, f"{split}{half})") for half in (0, 1)]
            for half in made:
                half.result()
        first, second = (f"SELECT * FROM {self._half(half)}" for half in (0, 1))
        self.connection.execute(f"CREATE VIEW {self.name} AS {first} UNION ALL {second}")
        (count,) = self.connection.execute(f"SELECT count(*) FROM {self.name}").fetchone() or (0,)
        return int(count)

    def _make(self, half: int, rows: str) -> None:
        self.connection.cursor().execute(f"CREATE TABLE {self._half(half)} AS {rows}")

    def _half(self, half: int) -> str:
        return f"{self.name}_{half}"

    def add(self, rows: str) -> None:
        """Put further rows into the table: `rows` is SQL that selects them."""
        self.connection.execute(f"INSERT INTO {self._half(1)} {rows}")

    def _read(self, placed: str, columns: Sequence[str], dialect: Dialect) -> int:
        """Put the lines with a quote into the table, and return how many they are."""
        if not (written := self._write(placed, dialect)):
            return 0
        kinds = dict.fromkeys(("row", "line"), "BIGINT") | dict.fromkeys(columns, "VARCHAR")
        bare = Dialect(dialect.delimiter, dialect.quote_char, header=False)
        filled = f"[{', '.join(map(literal, columns))}]"
        source = scan(self.path, kinds, bare, force_not_null=filled)
        self.add(f"SELECT * FROM {source}")
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
        """SQL of the lines that are records: where each is, its text, its half, if it quotes."""
        bare = "CASE WHEN suffix(text, chr(0)) THEN rtrim(text, chr(0)) ELSE text END"
        middle = f"(SELECT count(*) // 2 FROM {self.lines})"
        half = f"({self.lines}.rowid >= {middle})::INTEGER AS half"
        text = f"{half}, {bare} AS text, contains(text, {literal(dialect.quote_char)}) AS quoting"
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
