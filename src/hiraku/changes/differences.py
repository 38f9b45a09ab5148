"""What differs between two states of a table: its columns, and its rows by their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from hiraku.changes.rulebook import Level
from hiraku.changes.states import TableState
from hiraku.changes.verdicts.judge import judge_schemas
from hiraku.changes.verdicts.judgement import Judgement
from hiraku.changes.verdicts.outcome import Value, Word
from hiraku.model import Schema
from hiraku.reading.tables import Cells

# So many rows of each kind are told; the others are counted.
_FIRST = 3


class ToldRow(Struct, frozen=True):
    """A row that was `added`, `changed` or `removed` (`how`), by its cells in some columns.

    They are those of the key, the first ones where there is none; `cells` are those of a changed
    row that differ, each with its column, before and after.
    """

    how: str
    columns: tuple[str, ...]
    key: Cells
    cells: tuple[tuple[str, str, str], ...] = ()


class RowCounts(Struct, frozen=True):
    """How many rows came, went, and have the same key but other cells in the common columns.

    `first` are the first rows of each kind, in the order of their files.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    first: tuple[ToldRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class TableDifference(Struct, frozen=True):
    """`rows` is None where the rows cannot be compared; columns are named as in the schema.

    `titled` is how to tell a column by its name, where it has another title in either state.
    """

    replaced: bool
    redefined: bool
    rows: RowCounts | None
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()
    columns_retyped: tuple[str, ...] = ()
    verdicts: tuple[Judgement, ...] = ()
    titled: Mapping[str, Value] = {}

    def __bool__(self) -> bool:
        return self.replaced or self.redefined

    @property
    def of_data(self) -> bool:
        """Tell whether other values stand there: other line ends or another order are none."""
        columns = self.columns_added or self.columns_removed
        return self.replaced and (self.rows is None or bool(self.rows or columns))

    @property
    def compatible(self) -> bool:
        """Tell whether each column of before is still there, with its type."""
        return not (self.columns_removed or self.columns_retyped or self.breaking)

    @property
    def breaking(self) -> tuple[Judgement, ...]:
        """What is certain to break who reads the data, beyond columns that went."""
        return tuple(
            verdict
            for verdict in self.verdicts
            if verdict.breaks_readers and verdict.rule.severity is Level.ERROR
        )

    @property
    def doubtful(self) -> tuple[Judgement, ...]:
        """What readers should look at: another unit, more values, columns behind the others."""
        return tuple(
            verdict
            for verdict in self.verdicts
            if verdict.breaks_readers and verdict.rule.severity is Level.WARNING
        )


def difference(before: TableState, after: TableState, key: Sequence[str]) -> TableDifference:
    """Compare two states; `key` are the fields of the primary key, empty where there is none."""
    redefined = not before.defined_like(after)
    old = (redefined and before.types) or dict.fromkeys(before.header, "")
    new = (redefined and after.types) or dict.fromkeys(after.header, "")
    titled = _titled(before.parsed, after.parsed) if redefined else {}
    return TableDifference(
        replaced=before.file != after.file,
        redefined=redefined,
        rows=_rows(before, after, key),
        verdicts=tuple(_verdicts(before, after, titled)) if redefined else (),
        columns_added=tuple(name for name in new if name not in old),
        columns_removed=tuple(name for name in old if name not in new),
        columns_retyped=tuple(
            name for name in new if old.get(name, new[name]) not in {new[name], ""} and new[name]
        ),
        titled=titled,
    )


def _titled(*schemas: Schema | None) -> Mapping[str, Value]:
    """Return what a page calls each column: its title, with the name that programs read."""
    return {
        field.name: Word("column", {"title": field.title, "name": field.name})
        for schema in schemas
        for field in (schema.fields if schema else ())
        if set(field.title.words.values()) != {field.name}
    }


def _verdicts(
    before: TableState, after: TableState, titled: Mapping[str, Value]
) -> Iterator[Judgement]:
    """Judge the schemas of two states; nothing is said of one that cannot be read."""
    old, new = before.parsed, after.parsed
    for judged in judge_schemas(old, new) if old and new else ():
        name = judged.values.get("name")
        column = titled.get(name) if isinstance(name, str) else None
        yield replace(judged, values={**judged.values, "name": column}) if column else judged


def _rows(before: TableState, after: TableState, key: Sequence[str]) -> RowCounts | None:
    if before.records is None or after.records is None:
        return None
    common = [name for name in after.header if name in before.header]
    old, new = _picked(before, common), _picked(after, common)
    if old is None or new is None or not common:
        return None
    if key and set(key) <= set(common):
        return _by_key(old, new, common, key)
    return _as_heaps(old, new, common)


def _picked(state: TableState, columns: Sequence[str]) -> list[Cells] | None:
    """Return the cells of the columns; None where a record has not as many as the header."""
    records = state.records or ()
    if any(len(record) != len(state.header) for record in records):
        return None
    places = [state.header.index(column) for column in columns]
    return [tuple(record[place] for place in places) for record in records]


def _as_heaps(old: Sequence[Cells], new: Sequence[Cells], columns: Sequence[str]) -> RowCounts:
    gone, came = Counter(old), Counter(new)
    added, removed = came - gone, gone - came
    shown = tuple(columns[:_FIRST])
    first = [
        ToldRow(how, shown, row[:_FIRST])
        for how, rows in (("added", added), ("removed", removed))
        for row in islice(rows.elements(), _FIRST)
    ]
    return RowCounts(added=added.total(), removed=removed.total(), first=tuple(first))


def _by_key(
    old: Sequence[Cells], new: Sequence[Cells], columns: Sequence[str], key: Sequence[str]
) -> RowCounts:
    places = [columns.index(name) for name in key]
    before, after = (_keyed(records, places) for records in (old, new))
    added = [row for row in after if row not in before]
    changed = [row for row in after if row in before and before[row] != after[row]]
    removed = [row for row in before if row not in after]
    names = tuple(key)
    first = (
        *(ToldRow("added", names, row) for row in added[:_FIRST]),
        *(
            ToldRow("changed", names, row, tuple(_cells(columns, before[row], after[row])))
            for row in changed[:_FIRST]
        ),
        *(ToldRow("removed", names, row) for row in removed[:_FIRST]),
    )
    return RowCounts(len(added), len(changed), len(removed), first)


def _keyed(records: Sequence[Cells], places: Sequence[int]) -> dict[Cells, Cells]:
    return {tuple(record[place] for place in places): record for record in records}


def _cells(columns: Sequence[str], old: Cells, new: Cells) -> Iterator[tuple[str, str, str]]:
    for column, before, after in zip(columns, old, new, strict=True):
        if before != after:
            yield column, before or "", after or ""
