"""Some lines of a file, each behind its number, as a table: what was taken out is read alone."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from hiraku.engine import DuckDBPyConnection
from hiraku.model import Dialect
from hiraku.reading.csv.first_record import MAX_CELL_BYTES
from hiraku.reading.csv.quoting import well_formed
from hiraku.reading.csv.scan import scan
from hiraku.sql import literal


class NumberedLines(Struct, frozen=True):
    """So many `lines` in a file of their own, each behind its number and a delimiter."""

    path: Path
    lines: int


def read_numbered(
    numbered: NumberedLines,
    name: str,
    columns: int,
    dialect: Dialect,
    connection: DuckDBPyConnection,
) -> bool:
    """Make the table `name` of the lines, whose file goes away: `row`, `line`, `c1` to `cN`.

    Return whether each line is one whole record with no cell too large.
    """
    path, rows = numbered.path, numbered.lines
    bare = Dialect(dialect.delimiter, dialect.quote_char, header=False)
    if not well_formed(path, 0, bare, columns + 1):
        return False
    names = [f"c{at}" for at in range(1, columns + 1)]
    kinds = {"row": "BIGINT"} | dict.fromkeys(names, "VARCHAR")
    source = scan(path, kinds, bare, force_not_null=f"[{', '.join(map(literal, names))}]")
    cells = ", ".join(names)
    connection.execute(
        f"CREATE OR REPLACE TABLE {name} AS SELECT row, row AS line, {cells} FROM {source}"
    )
    path.unlink()
    row = f"concat({cells})"
    counted = connection.execute(
        f"SELECT count(*), min(strlen({row})), max(strlen({row})) FROM {name}"
    ).fetchone() or (0, 0, 0)
    return counted[0] == rows and (not rows or (counted[1] > 0 and counted[2] <= MAX_CELL_BYTES))
