"""What differs between two states of a table: its columns, and its rows by their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from hiraku.changes.rulebook import Level
from hiraku.changes.states import TableState
from hiraku.changes.verdicts.judge import judge_schemas
from hiraku.changes.verdicts.judgement import Judgement
from hiraku.reading.tables import Cells


class Rows(Struct, frozen=True):
    """How many rows came, went, and have the same key but other cells in the common columns."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class Difference(Struct, frozen=True):
    """`rows` is None where the rows cannot be compared; columns are named as in the schema."""

    replaced: bool
    redefined: bool
    rows: Rows | None
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()
    columns_retyped: tuple[str, ...] = ()
    verdicts: tuple[Judgement, ...] = ()

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


def difference(before: TableState, after: TableState, key: Sequence[str]) -> Difference:
    """Compare two states; `key` are the fields of the primary key, empty where there is none."""
    redefined = before.schema != after.schema
    old = (redefined and before.types) or dict.fromkeys(before.header, "")
    new = (redefined and after.types) or dict.fromkeys(after.header, "")
    return Difference(
        replaced=before.file != after.file,
        redefined=redefined,
        rows=_rows(before, after, key),
        verdicts=tuple(_verdicts(before, after)) if redefined else (),
        columns_added=tuple(name for name in new if name not in old),
        columns_removed=tuple(name for name in old if name not in new),
        columns_retyped=tuple(
            name for name in new if old.get(name, new[name]) not in {new[name], ""} and new[name]
        ),
    )


def _verdicts(before: TableState, after: TableState) -> Iterator[Judgement]:
    """Judge the schemas of two states; nothing is said of one that cannot be read."""
    old, new = before.parsed, after.parsed
    if old and new:
        yield from judge_schemas(old, new)


def _rows(before: TableState, after: TableState, key: Sequence[str]) -> Rows | None:
    if before.records is None or after.records is None:
        return None
    common = [name for name in after.header if name in before.header]
    old, new = _picked(before, common), _picked(after, common)
    if old is None or new is None or not common:
        return None
    if key and set(key) <= set(common):
        places = [common.index(name) for name in key]
        return _by_key(old, new, places)
    gone, came = Counter(old), Counter(new)
    return Rows(added=(came - gone).total(), removed=(gone - came).total())


def _picked(state: TableState, columns: Sequence[str]) -> list[Cells] | None:
    """Return the cells of the columns; None where a record has not as many as the header."""
    records = state.records or ()
    if any(len(record) != len(state.header) for record in records):
        return None
    places = [state.header.index(name) for name in columns]
    return [tuple(record[place] for place in places) for record in records]


def _by_key(old: Sequence[Cells], new: Sequence[Cells], places: Sequence[int]) -> Rows:
    def keyed(records: Sequence[Cells]) -> dict[Cells, Cells]:
        return {tuple(record[place] for place in places): record for record in records}

    before, after = keyed(old), keyed(new)
    both = before.keys() & after.keys()
    return Rows(
        added=len(after.keys() - before.keys()),
        changed=sum(before[key] != after[key] for key in both),
        removed=len(before.keys() - after.keys()),
    )
