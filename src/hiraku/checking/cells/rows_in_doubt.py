"""The rows with a cell in doubt, set aside: the file is read once for all of its columns."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from msgspec.structs import replace

from hiraku.checking.cells import reference
from hiraku.checking.cells.scan_questions import for_the_judge, in_doubt
from hiraku.checking.contracts import Column
from hiraku.checking.keys.matched_table import MatchedTable
from hiraku.problems import neighbours
from hiraku.reading.loaded_table import LoadedTable

# Where no cell of the first rows in doubt needs the judge, he is called when one does.
_FIRST = 2000


def set_aside(matched: MatchedTable, doubts: list[Column]) -> LoadedTable:
    """Return the rows with a cell in doubt, so that the file need not be read for each column."""
    if not doubts:
        return matched.table
    aside = matched.table.left_over or _copied(matched, doubts)
    return replace(matched.table, sql=aside, unnumbered_sql=aside, answers={})


def reference_beforehand(aside: LoadedTable, doubts: list[Column]) -> AbstractContextManager[None]:
    """Have the reference come where a cell among the first rows must be seen by the judge."""
    if not doubts:
        return nullcontext()
    left = " OR ".join(f"({for_the_judge(column)})" for column in doubts)
    first = f"(SELECT * FROM {aside.sql} LIMIT {_FIRST})"
    asked = f"SELECT 1 FROM {first} WHERE {left} LIMIT 1"
    cursor = doubts[0].connection.cursor()
    return reference.beforehand(lambda: bool(cursor.execute(asked).fetchone()))


def _copied(matched: MatchedTable, doubts: list[Column]) -> str:
    """Copy the rows with a cell in doubt, with the cells in doubt and those shown beside them."""
    held = " OR ".join(f"({in_doubt(column)})" for column in doubts)
    width = len(matched.table.labels)
    shown = sorted({near for column in doubts for near in neighbours(column.position, width)})
    cells = ", ".join(f"c{position}" for position in shown)
    matched.connection.execute(
        f"CREATE OR REPLACE TABLE doubts AS SELECT row, line, {cells} "
        f"FROM {matched.table.sql} WHERE {held}"
    )
    return "doubts"
