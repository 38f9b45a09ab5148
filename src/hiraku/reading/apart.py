"""Records that were read one by one become a table, and one with the plain ones beside them."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from hiraku.engine import DuckDBPyConnection
from hiraku.model import Dialect
from hiraku.reading.csv.first_record import LINE_BYTES
from hiraku.reading.csv.scan import scan
from hiraku.reading.csv.sifting import PlainPart
from hiraku.reading.loaded_table import LoadedTable
from hiraku.sql import literal


def create(connection: DuckDBPyConnection, table: LoadedTable, longest: int, written: Path) -> None:
    """Take over the records that stand in a file of ours, which then goes away.

    `longest` is the length of the longest in bytes.
    """
    columns = {"row": "BIGINT", "line": "BIGINT"} | dict.fromkeys(table.columns, "VARCHAR")
    size = str(max(longest + 1, LINE_BYTES))
    source = scan(written, columns, Dialect(), new_line=literal("\\n"), max_line_size=size)
    connection.execute(f"CREATE OR REPLACE TABLE {table.sql} AS SELECT * FROM {source}")
    written.unlink()


def together(
    apart: LoadedTable, plain: PlainPart, dialect: Dialect, *, in_order: bool
) -> LoadedTable:
    """Return the plain records and those of a table as one, in the order of their file or not."""
    held = f"SELECT {', '.join(apart.columns)} FROM {apart.sql}"
    order = " ORDER BY row" if in_order else ""
    columns = len(apart.columns)
    numbered = f"({plain.numbered(columns, dialect)} UNION ALL FROM {apart.sql}{order})"
    bare = f"({plain.unnumbered(columns, dialect)} UNION ALL {held})"
    return replace(apart, sql=numbered, unnumbered_sql=bare)
