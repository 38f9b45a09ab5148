"""Two states of a table, row by row: by the key they share, or as a heap of rows without one.

Both are laid into DuckDB under the names of the newer fields. Most rows of most changes stand where
they stood, with the same cells: these are told first, by place, and never asked again. Of a large
file they are told by its lines, and the whole table is laid only where a question needs it. The
cells that differ are kept in a table of their own, so that every further question looks at no more
than what changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from hiraku.engine import DuckDBPyConnection
from hiraku.reading.csv.lines_apart import LinesApart
from hiraku.reading.loaded_table import LoadedTable
from hiraku.sql import name as quoted

OLD, NEW, CHANGED = "before_rows", "after_rows", "changed_rows"
# The rows of each side that do not stand in the same place of the other with the same cells.
OLD_APART, NEW_APART = "before_rows_apart", "after_rows_apart"
SAME = "rows_quoted_otherwise"


class SharedColumn(Struct, frozen=True):
    """A column that stands on both sides: its name now, and where it stands (1-based)."""

    name: str
    old: int
    new: int


class CellChange(Struct, frozen=True):
    """A cell with another value: its row in the newer file, the row's key, before and after."""

    row: int
    key: tuple[str, ...]
    field: str
    old: str
    new: str


class RowsChanged(Struct, frozen=True):
    """How many rows and cells came, went and differ; `keyed` is false where rows have no key.

    `before` and `after` count all rows, `added` and `removed` those of one side, `kept` those
    with the same key on both; `cells` the changed cells, `by_column` those of each column, and
    `examples` are the first. `reordered` rows stand in another order; the `same` have the same
    rows and cells.
    """

    before: int
    after: int
    added: int
    removed: int
    kept: int
    cells: int
    keyed: bool
    reordered: bool
    by_column: Mapping[str, int]
    examples: tuple[CellChange, ...] = ()

    @property
    def same(self) -> bool:
        """No row came or went, no cell differs."""
        return not (self.added or self.removed or self.cells)


class TwoTables(Struct, frozen=True):
    """Both states under one connection, the rows that differ by place set apart.

    `key` are the names of the columns that tell those rows apart; `before` and `after` how many
    rows each state has.
    """

    connection: DuckDBPyConnection
    columns: tuple[SharedColumn, ...]
    key: tuple[str, ...]
    before: int
    after: int
    loaded: Callable[[], tuple[LoadedTable, LoadedTable]]
    laid: set[str] = field(default_factory=set)

    def ask(self, query: str) -> list[tuple[object, ...]]:
        return self.connection.execute(query).fetchall()

    def number(self, query: str) -> int:
        rows = self.ask(query)
        return int(str(rows[0][0] or 0)) if rows else 0

    def whole(self, relation: str) -> str:
        """Return the name of a whole state, `OLD` or `NEW`: it is laid when it is first needed."""
        if relation not in self.laid:
            table = self.loaded()[relation == NEW]
            _lay(self, relation, table.sql, relation)
            self.laid.add(relation)
        return relation


def lay_side_by_side(
    connection: DuckDBPyConnection,
    old: LoadedTable,
    new: LoadedTable,
    columns: Sequence[SharedColumn],
    key: Sequence[str],
) -> TwoTables:
    """Lay both tables into the database; the key is dropped where it does not tell rows apart."""
    tables = TwoTables(connection, tuple(columns), tuple(key), 0, 0, lambda: (old, new))
    before, after = (
        tables.number(f"SELECT count(*) FROM {tables.whole(relation)}") for relation in (OLD, NEW)
    )
    _set_apart(tables)
    return _with_sound_key(replace(tables, before=before, after=after), (OLD_APART, NEW_APART))


def lay_apart(
    connection: DuckDBPyConnection,
    apart: LinesApart,
    columns: Sequence[SharedColumn],
    key: Sequence[str],
    loaded: Callable[[], tuple[LoadedTable, LoadedTable]],
) -> TwoTables:
    """Lay only the rows that differ by place into the database; `loaded` are the whole tables."""
    tables = TwoTables(connection, tuple(columns), tuple(key), *apart.rows, loaded)
    _lay(tables, OLD_APART, apart.old, OLD)
    _lay(tables, NEW_APART, apart.new, NEW)
    if apart.quoted:
        _leave_out_the_same(tables)
    return _with_sound_key(tables, (OLD_APART, NEW_APART))


def with_key_of_all_rows(tables: TwoTables) -> TwoTables:
    """Return the tables without their key where it does not tell all rows of a state apart."""
    return _with_sound_key(tables, (tables.whole(OLD), tables.whole(NEW)))


def _lay(tables: TwoTables, name: str, source: str, side: str) -> None:
    places = [column.new if side == NEW else column.old for column in tables.columns]
    selected = ", ".join(
        f"coalesce(c{place}, '') AS {quoted(column.name)}"
        for place, column in zip(places, tables.columns, strict=True)
    )
    tables.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS "
        f"SELECT {', '.join(filter(None, ['row AS hiraku_row', selected]))} FROM {source}"
    )


def _with_sound_key(tables: TwoTables, relations: Sequence[str]) -> TwoTables:
    if not tables.key:
        return tables
    names = ", ".join(map(quoted, tables.key))
    sound = all(
        not tables.ask(f"SELECT 1 FROM {relation} GROUP BY {names} HAVING count(*) > 1 LIMIT 1")
        for relation in relations
    )
    return tables if sound else replace(tables, key=())


def rows_changed(tables: TwoTables, examples: int) -> RowsChanged:
    before, after = tables.before, tables.after
    if not tables.key:
        return _heap(tables, before, after)
    _keep_what_changed(tables)
    apart = tables.number(f"SELECT count(*) FROM {NEW_APART}")
    met = tables.number(
        f"SELECT count(*) FROM {OLD_APART} o JOIN {NEW_APART} n ON {_equal(tables)}"
    )
    kept = after - apart + met
    others = [column for column in tables.columns if column.name not in tables.key]
    by_column = _counted(tables, others)
    return RowsChanged(
        before,
        after,
        after - kept,
        before - kept,
        kept,
        sum(by_column.values()),
        keyed=True,
        reordered=bool(apart) and not any(by_column.values()) and before == after == kept,
        by_column=by_column,
        examples=tuple(_cells(tables, others, examples)),
    )


def _set_apart(tables: TwoTables) -> None:
    """Keep what differs place by place; a pair that is the same is no row that came or went."""
    for relation, side in ((OLD_APART, "o"), (NEW_APART, "n")):
        tables.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {relation} AS SELECT {side}.* "
            f"FROM {OLD} o POSITIONAL JOIN {NEW} n "
            f"WHERE {side}.hiraku_row IS NOT NULL AND NOT ({_same(tables)})"
        )


def _leave_out_the_same(tables: TwoTables) -> None:
    """Leave out the rows whose cells are the same in the same place, however they are quoted."""
    tables.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {SAME} AS SELECT n.hiraku_row "
        f"FROM {OLD_APART} o JOIN {NEW_APART} n USING (hiraku_row) WHERE {_same(tables)}"
    )
    for relation in (OLD_APART, NEW_APART):
        tables.connection.execute(
            f"DELETE FROM {relation} WHERE hiraku_row IN (SELECT hiraku_row FROM {SAME})"
        )


def _same(tables: TwoTables) -> str:
    conditions = (f"o.{name} IS NOT DISTINCT FROM n.{name}" for name in _quoted(tables))
    return " AND ".join(conditions) or "true"


def _quoted(tables: TwoTables) -> list[str]:
    return [quoted(column.name) for column in tables.columns]


def _keep_what_changed(tables: TwoTables) -> None:
    others = [column.name for column in tables.columns if column.name not in tables.key]
    differs = " OR ".join(f"o.{quoted(name)} <> n.{quoted(name)}" for name in others) or "false"
    selected = ", ".join(
        [
            "n.hiraku_row AS hiraku_row",
            *(f"n.{quoted(name)} AS {quoted('k ' + name)}" for name in tables.key),
            *(f"o.{quoted(name)} AS {quoted('o ' + name)}" for name in others),
            *(f"n.{quoted(name)} AS {quoted('n ' + name)}" for name in others),
        ]
    )
    tables.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {CHANGED} AS SELECT {selected} "
        f"FROM {OLD_APART} o JOIN {NEW_APART} n ON {_equal(tables)} WHERE {differs}"
    )


def _equal(tables: TwoTables) -> str:
    return " AND ".join(f"o.{quoted(name)} = n.{quoted(name)}" for name in tables.key)


def _counted(tables: TwoTables, columns: Sequence[SharedColumn]) -> dict[str, int]:
    if not columns:
        return {}
    counts = ", ".join(f"count(*) FILTER (WHERE {differing(column.name)})" for column in columns)
    numbers = tables.ask(f"SELECT {counts} FROM {CHANGED}")[0]
    return {column.name: int(str(number)) for column, number in zip(columns, numbers, strict=True)}


def differing(name: str) -> str:
    """Return the condition that a column's cell differs, in the table of changed rows."""
    return f"{was(name)} <> {becomes(name)}"


def was(name: str) -> str:
    return quoted(f"o {name}")


def becomes(name: str) -> str:
    return quoted(f"n {name}")


def _cells(tables: TwoTables, columns: Sequence[SharedColumn], most: int) -> Iterator[CellChange]:
    """Yield the first changed cells in the order of the newer file."""
    if not columns:
        return
    keys = ", ".join(quoted(f"k {name}") for name in tables.key)
    values = ", ".join(f"{was(field.name)}, {becomes(field.name)}" for field in columns)
    rows = tables.ask(
        f"SELECT hiraku_row, {keys}, {values} FROM {CHANGED} ORDER BY hiraku_row LIMIT {most}"
    )
    for row, *rest in rows:
        key = tuple(map(str, rest[: len(tables.key)]))
        cells = rest[len(tables.key) :]
        for column, old, new in zip(columns, cells[::2], cells[1::2], strict=True):
            if old != new and most:
                most -= 1
                yield CellChange(int(str(row)), key, column.name, str(old), str(new))


def _heap(tables: TwoTables, before: int, after: int) -> RowsChanged:
    """Compare as heaps of rows: a row that changed is one that went and one that came."""
    names = ", ".join(_quoted(tables))

    def beyond(one: str, other: str) -> int:
        return tables.number(
            f"SELECT count(*) FROM (SELECT {names} FROM {one} EXCEPT ALL "
            f"SELECT {names} FROM {other})"
        )

    added, removed = beyond(NEW_APART, OLD_APART), beyond(OLD_APART, NEW_APART)
    apart = tables.number(f"SELECT count(*) FROM {NEW_APART}")
    return RowsChanged(
        before, after, added, removed, after - added, 0,
        keyed=False, reordered=not added and not removed and bool(apart), by_column={},
    )  # fmt: skip
