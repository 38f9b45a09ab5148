"""The sound records of a file as a relation of DuckDB, with what was found on the way to it.

For many questions they are held: what a file takes to be read is taken once. A file that was read
with care is put in order each time, which takes all the memory there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from hiraku.engine import DuckDBPyConnection
from hiraku.problems import Place, Problem, Severity
from hiraku.reading.csv.whereabouts import Whereabouts
from hiraku.reading.files.joined import Joined
from hiraku.reading.files.sheet_grid import SheetGrid
from hiraku.sql import file_literal, literal

# Rows are written in groups, which are whole in memory: of many columns there are fewer in each.
_CELLS_OF_A_GROUP = 200_000
_LEAST_ROWS = 2048


class LoadedTable(Struct, frozen=True):
    """The sound records of a file, in its order: `sql` is what stands after FROM.

    `key` is a name of its own among all tables, `file` the path as findings name it. `labels` are
    the cells of the header as read, `rows` how many records follow it. The columns are `row`
    (counted from 1, the header included), `line`, and `c1` to `cN`: text, NULL where a short record
    has no such cell.
    `unnumbered_sql` stands after FROM where rows need no numbers: such a scan is cheaper.
    `problems` tell why other records are not in it, `answers` what was answered to each question,
    by its name. `elsewhere` tells where the schema's names stand, where they are in no header.
    `left_over` stands after FROM as `sql` does, for the rows alone that are not surely sound; it is
    empty where they are not known. `grid` tells where the cells of a workbook stand, `joined` in
    which files the lines of a table of several.
    """

    key: str
    sql: str
    file: str
    labels: tuple[str, ...]
    rows: int = 0
    problems: tuple[Problem, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    unnumbered_sql: str = ""
    elsewhere: Whereabouts | None = None
    left_over: str = ""
    grid: SheetGrid | None = None
    joined: Joined | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns in SQL, `c1` to `cN`, in the order of the file."""
        return tuple(f"c{position}" for position in range(1, len(self.labels) + 1))


def finished(table: LoadedTable, problems: Sequence[Problem] = ()) -> LoadedTable:
    """Return a table with what is wrong with it; one without rows says so."""
    if not table.rows and not problems:
        problems = [Problem("no-rows", Place(table.file), severity=Severity.WARNING)]
    return replace(table, problems=tuple(problems))


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
        copy = f"read_parquet({file_literal(path)})"
        yield replace(table, sql=copy, unnumbered_sql=copy)
    finally:
        path.unlink()
