"""The sound records of a file as a relation of DuckDB, with what was found on the way to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from hiraku.problems import Problem
from hiraku.reading.csv.whereabouts import Whereabouts
from hiraku.reading.files.sheet_grid import SheetGrid


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
    empty where they are not known. `grid` tells where the cells of a workbook stand.
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

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns in SQL, `c1` to `cN`, in the order of the file."""
        return tuple(f"c{position}" for position in range(1, len(self.labels) + 1))
