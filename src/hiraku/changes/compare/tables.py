"""What changed in the data of a resource: rows and cells, and what must be acknowledged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from hiraku.changes.compare.report import TableData
from hiraku.changes.rows import columns, damage
from hiraku.changes.rows.keyed import (
    RowsChanged,
    SharedColumn,
    TwoTables,
    lay_apart,
    lay_side_by_side,
    rows_changed,
)
from hiraku.changes.rows.registers import missing_municipalities, names_of, removed_references
from hiraku.changes.rows.words import Wording
from hiraku.changes.structure.difference import Difference
from hiraku.changes.structure.pairing import former_names
from hiraku.changes.verdicts.judgement import Judgement, judgement
from hiraku.changes.verdicts.outcome import Outcome
from hiraku.checking.keys.labels import match_labels
from hiraku.model import Catalog, Dataset, Field, Resource
from hiraku.problems import Refused
from hiraku.reading.loaded_table import LoadedTable
from hiraku.reading.tables import Tables

EXAMPLES = 20
_BEFORE = "before:"


class DataChanges(Struct, frozen=True):
    table: TableData | None
    judgements: tuple[Judgement, ...] = ()


def data_changes(
    old: tuple[Dataset, Resource], new: tuple[Dataset, Resource], catalog: Catalog, tables: Tables
) -> DataChanges:
    """Compare the files of a resource; what cannot be read is told as such, never as the same."""
    try:
        return _compared(old, new, catalog, tables)
    except Refused as refused:
        outcome = Outcome("unread", values={"reason": refused.problem.id})
        difference = Difference("rows", ("resources", new[1].name, "data"), None, None)
        return DataChanges(None, tuple(filter(None, [judgement(difference, outcome)])))


def _compared(
    old: tuple[Dataset, Resource], new: tuple[Dataset, Resource], catalog: Catalog, tables: Tables
) -> DataChanges:
    laid, headers = _side_by_side(old, new, tables)
    changed = rows_changed(laid, EXAMPLES)
    fields = {field.name: field for field in new[1].schema.fields} if new[1].schema else {}
    wording = Wording(fields, laid.key, names_of(*new, catalog, tables))
    judgements = list(_judged(changed, laid, fields, (new[0], new[1], catalog, tables), headers[1]))
    judgements.extend(_columns_that_seem_others(headers, old[1], new[1], laid))
    data = TableData(new[1].name, new[1].title, changed, wording)
    return DataChanges(data, tuple(judgements))


def _columns_that_seem_others(
    sides: tuple[LoadedTable, LoadedTable], old: Resource, new: Resource, laid: TwoTables
) -> Iterator[Judgement]:
    """Ask the cells about columns that came, went or have another title."""
    if not old.schema or not new.schema:
        return
    path = ("resources", new.name, "data")
    fields = {field.name: field for field in new.schema.fields}
    retitled = [
        field.name
        for field in new.schema.fields
        if (former := old.schema.field_named(field.name)) and former.title != field.title
    ]
    for judged in columns.drifted(laid, retitled, fields):
        yield from _told(judged, path)
    places = (_places(sides[0], old), _places(sides[1], new))
    schemas = (old.schema, new.schema)
    for judged in columns.guessed_columns(laid, places, schemas):
        yield from _told(judged, path)


def _side_by_side(
    old: tuple[Dataset, Resource], new: tuple[Dataset, Resource], tables: Tables
) -> tuple[TwoTables, tuple[LoadedTable, LoadedTable]]:
    """Lay both states side by side, large files by the lines that differ; with their headers."""
    before = replace(old[0], id=f"{_BEFORE}{old[0].id}"), old[1]

    def loaded() -> tuple[LoadedTable, LoadedTable]:
        return tables.table(*before), tables.table(*new)

    if apart := tables.lines_apart(before, new):
        headers = _header(apart.old, apart.labels), _header(apart.new, apart.labels)
        shared, key = _shared(headers, old[1], new[1])
        return lay_apart(tables.connection, apart, shared, key, loaded), headers
    whole = loaded()
    shared, key = _shared(whole, old[1], new[1])
    return lay_side_by_side(tables.connection, *whole, shared, key), whole


def _header(relation: str, labels: tuple[str, ...]) -> LoadedTable:
    return LoadedTable(relation, relation, relation, labels, unnumbered_sql=relation)


def _shared(
    headers: tuple[LoadedTable, LoadedTable], old: Resource, new: Resource
) -> tuple[list[SharedColumn], tuple[str, ...]]:
    """Return the columns that both have, and the key where all its columns are among them."""
    shared = list(_columns(*headers, old, new))
    key = new.schema.primary_key if new.schema else ()
    return shared, key if set(key) <= {column.name for column in shared} else ()


def _columns(
    before: LoadedTable, after: LoadedTable, old: Resource, new: Resource
) -> Iterator[SharedColumn]:
    """Yield the columns that both have, under the newer name."""
    places = _places(before, old)
    for name, place in _places(after, new).items():
        field = new.schema.field_named(name) if new.schema else None
        formerly = former_names(field.descriptor) if field else ()
        for candidate in (name, *formerly):
            if candidate in places:
                yield SharedColumn(name, places[candidate], place)
                break


def _places(table: LoadedTable, resource: Resource) -> Mapping[str, int]:
    if resource.schema:
        matched = match_labels(table, resource.schema).positions
        if matched:
            return dict(sorted(matched.items(), key=lambda item: item[1]))
    return {label: place for place, label in enumerate(table.labels, 1)}


def _judged(
    changed: RowsChanged,
    laid: TwoTables,
    fields: Mapping[str, Field],
    whose: tuple[Dataset, Resource, Catalog, Tables],
    after: LoadedTable,
) -> Iterator[Judgement]:
    dataset, resource, catalog, tables = whose
    path = ("resources", resource.name, "data")
    for outcome, kind, old, new in _of_rows(changed, dataset):
        if of_rows := judgement(Difference(kind, path, old, new), outcome):
            yield replace(of_rows, count=changed.cells if kind == "cells" else of_rows.count)
    if changed.same:
        return
    found_damages = [
        *damage.damages(laid, changed, fields, after.labels),
        *removed_references(laid, dataset, resource, catalog, tables),
        *missing_municipalities(laid, dataset, resource, catalog, tables),
    ]
    for judged in found_damages:
        yield from _told(judged, path)


def _told(found: damage.Damage, path: Sequence[str]) -> Iterator[Judgement]:
    at = (*path, found.column) if found.column else tuple(path)
    evidence = {key: value for key, value in found.values.items() if isinstance(value, str)}
    told_of = {"count": found.count, "rows": list(found.rows), **evidence}
    difference = Difference(found.kind, at, None, told_of)
    values = {"name": found.column, "count": f"{found.count:,}", **found.values}
    if judged := judgement(difference, Outcome(found.how, values=values)):
        yield replace(judged, count=found.count, rows=found.rows)


def _of_rows(
    changed: RowsChanged, dataset: Dataset
) -> Iterator[tuple[Outcome, str, object, object]]:
    numbers = (changed.before, changed.after)
    if changed.reordered:
        yield Outcome("reordered"), "rows", *numbers
    if changed.added:
        yield Outcome("added", values={"count": f"{changed.added:,}"}), "rows", *numbers
    if changed.removed:
        promised = dataset.descriptor.get("appendOnly") is True
        how = "append-only-removed" if promised else "removed"
        yield Outcome(how, values={"count": f"{changed.removed:,}"}), "rows", *numbers
    if changed.cells:
        by_column = dict(changed.by_column)
        yield Outcome("changed", values={"count": f"{changed.cells:,}"}), "cells", None, by_column
