"""A table held for many questions: what its file takes to be read is taken once.

What is asked of a file of ten rows takes DuckDB 1 ms, but 8 ms where it must open the file again. A
file that was read with care is put in order each time, which takes all the memory there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from hiraku.engine import DuckDBPyConnection
from hiraku.reading.csv.scan import as_a_name
from hiraku.reading.loaded_table import LoadedTable
from hiraku.sql import literal

# Rows are written in groups, which are whole in memory: of many columns there are fewer in each.
_CELLS_OF_A_GROUP = 200_000
_LEAST_ROWS = 2048


@contextmanager
def in_memory(table: LoadedTable, connection: DuckDBPyConnection) -> Iterator[LoadedTable]:
    """Offer a copy of a small table in the database."""
    name = f"{table.key}_held"  # a table of the key itself may hold the records at a fault
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {table.sql}")
    try:
        yield replace(table, sql=name, unnumbered_sql=name)
    finally:
        connection.execute(f"DROP TABLE {name}")


@contextmanager
def in_a_file(
    table: LoadedTable, connection: DuckDBPyConnection, folder: Path
) -> Iterator[LoadedTable]:
    """Offer a copy of a large table in a file of columns, of which any part is read quickly."""
    path = folder / f"{table.key}.parquet"
    rows = max(_CELLS_OF_A_GROUP // max(len(table.columns), 1), _LEAST_ROWS)
    options = f"FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE {rows}"
    connection.execute(f"COPY (SELECT * FROM {table.sql}) TO {literal(str(path))} ({options})")
    try:
        copy = f"read_parquet({literal(as_a_name(path))})"
        yield replace(table, sql=copy, unnumbered_sql=copy)
    finally:
        path.unlink()
