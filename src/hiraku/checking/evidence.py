"""How often a condition holds in a table, exactly, and the first rows in which it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hiraku.checking.contracts import Column, Finding
from hiraku.problems import EXAMPLES, Example, Place
from hiraku.reading.tables import Table


def where(column: Column, condition: str, **values: str) -> Iterator[Finding]:
    """Yield one finding if the condition holds anywhere; `values` are SQL texts of the first row."""
    total = count(column.connection, column.table, condition)
    if not total:
        return
    selected = ", ".join(["row", *values.values()])
    rows = column.connection.execute(
        f"SELECT {selected} FROM {column.table.name} WHERE {condition} ORDER BY row LIMIT {EXAMPLES}"
    ).fetchall()
    found = dict(zip(values, map(str, rows[0][1:]), strict=True))
    yield Finding(found, total=total, examples=examples(column, [row for row, *_ in rows]))


def count(connection: object, table: Table, condition: str) -> int:
    query = f"SELECT count(*) FROM {table.name} WHERE {condition}"
    return int(connection.execute(query).fetchone()[0])  # type: ignore[attr-defined]


def examples(column: Column, rows: Iterable[int]) -> tuple[Example, ...]:
    """Return the given rows of the file with the column's cell, in order."""
    found = records(column.connection, column.table, rows)
    return tuple(
        Example(
            replace(column.place, row=row, line=line), record[column.position - 1], tuple(record)
        )
        for row, line, *record in found
    )


def row_examples(
    connection: object, table: Table, rows: Iterable[int], place: Place
) -> tuple[Example, ...]:
    """Return the given rows where no single cell is to blame."""
    return tuple(
        Example(replace(place, row=row, line=line), None, tuple(record))
        for row, line, *record in records(connection, table, rows)
    )


def records(connection: object, table: Table, rows: Iterable[int]) -> list[tuple[object, ...]]:
    wanted = ", ".join(str(row) for row in rows)
    if not wanted:
        return []
    columns = ", ".join(("row", "line", *table.columns))
    query = f"SELECT {columns} FROM {table.name} WHERE row IN ({wanted}) ORDER BY row"
    return connection.execute(query).fetchall()  # type: ignore[attr-defined,no-any-return]
