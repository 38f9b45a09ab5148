"""How often a condition holds in a table, exactly, and the first rows in which it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter

from msgspec.structs import replace

from hiraku.checking.contracts import Column, Finding
from hiraku.engine import DuckDBPyConnection
from hiraku.problems import EXAMPLES, PROPOSALS, Example, Neighbours, neighbours
from hiraku.reading.loaded_table import LoadedTable


def where(column: Column, condition: str, **values: str) -> Iterator[Finding]:
    """Yield one finding if the condition holds anywhere; `values` are SQL of the first row."""
    total = count(column.connection, column.table, condition)
    if not total:
        return
    selected = ", ".join(["row", *values.values()])
    held = f"FROM {column.table.sql} WHERE {condition}"
    shown = PROPOSALS if "proposal" in values else EXAMPLES
    query = f"SELECT {selected} {held} ORDER BY row LIMIT {shown}"
    rows = column.connection.execute(query).fetchall()
    filled = [dict(zip(values, map(str, row[1:]), strict=True)) for row in rows]
    first = examples(column, [row for row, *_ in rows])
    proposed = [
        replace(example, proposal=blanks.get("proposal", ""))
        for example, blanks in zip(first, filled, strict=True)
    ]
    yield Finding(filled[0], total=total, examples=tuple(proposed))


def counted(condition: str) -> str:
    """Name the question in how many rows a condition holds."""
    return f"rows where {condition}"


def count(connection: DuckDBPyConnection, table: LoadedTable, condition: str) -> int:
    """Return the answer where the file was asked on its one pass, else look."""
    if (known := table.answers.get(counted(condition))) is not None:
        return int(known)
    first = connection.execute(
        f"SELECT count(*) FROM {table.unnumbered_sql} AS source WHERE {condition}"
    ).fetchone()
    return int(first[0]) if first else 0


def first_rows(connection: DuckDBPyConnection, table: LoadedTable, condition: str) -> list[int]:
    query = f"SELECT row FROM {table.sql} AS source WHERE {condition} ORDER BY row LIMIT {EXAMPLES}"
    return [row for (row,) in connection.execute(query).fetchall()]


def examples(column: Column, rows: Iterable[int]) -> tuple[Example, ...]:
    """Return the given rows of the file with the column's cell and its neighbours, in order.

    When the last of them was met, the rest of the file is not read.
    """
    wanted = list(dict.fromkeys(rows))
    if not wanted:
        return ()
    width = len(column.table.labels)
    near = neighbours(column.position, width)
    selected = ", ".join(("row", "line", *(f"c{position}" for position in near)))
    records = column.connection.execute(
        f"SELECT {selected} FROM {column.table.sql} "
        f"WHERE row IN (SELECT unnest($1::BIGINT[])) LIMIT {len(wanted)}",
        [wanted],
    ).fetchall()
    return tuple(
        Example(
            replace(column.place, row=row, line=line),
            cells[near.index(column.position)],
            Neighbours(tuple(cells), near.start, width),
        )
        for row, line, *cells in sorted(records, key=itemgetter(0))
    )
