"""Objects or lists of values become records: the rows of JSON files and of inline `data`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from hiraku.model import Resource
from hiraku.problems import Place, Problem, Refused
from hiraku.reading.csv.csv_text import Fault, Record
from hiraku.reading.records.cell_texts import cell_text, writer


class Item(Struct, frozen=True):
    """A row's value, and the line it begins on where that is known."""

    line: int | None
    value: Any


def item_records(items: Sequence[Item], resource: Resource, place: Place) -> Iterator[Record]:
    """Yield the header and the rows; raise `Refused` where an item is not as the first is.

    No items are a table without rows, whose columns are the schema's.
    """
    if not items:
        return _no_rows(resource, place)
    kind = type(items[0].value)
    if kind not in (dict, list):
        raise Refused(Problem("json-no-table", _at(place, items[0])))
    for item in items:
        if not isinstance(item.value, kind):
            raise Refused(Problem("json-no-table", _at(place, item)))
    return _keyed(items, resource) if kind is dict else _listed(items, resource)


def _no_rows(resource: Resource, place: Place) -> Iterator[Record]:
    if not resource.schema:
        raise Refused(Problem("file-empty", place))
    labels = list(resource.dialect.item_keys) or [field.name for field in resource.schema.fields]
    return iter([Record(1, 1, labels)] if resource.dialect.header else [])


def _at(place: Place, item: Item) -> Place:
    return Place(place.file, line=item.line, key=place.key)


def _keyed(items: Sequence[Item], resource: Resource) -> Iterator[Record]:
    labels = list(resource.dialect.item_keys) or _labels(items, resource)
    write = writer(resource.schema, labels)
    if resource.dialect.header:
        yield Record(1, 1, labels)
    first = 1 + resource.dialect.header
    for row, item in enumerate(items, first):
        values = [item.value.get(label) for label in labels]
        yield _record(row, item, [write(at, value) for at, value in enumerate(values)])


def _labels(items: Sequence[Item], resource: Resource) -> list[str]:
    """Return every key, those of the schema first: the members of an object have no order."""
    keys = dict.fromkeys(key for item in items for key in item.value)
    fields = resource.schema.fields if resource.schema else ()
    ordered = [field.name for field in fields if field.name in keys]
    return list(dict.fromkeys([*ordered, *keys]))


def _listed(items: Sequence[Item], resource: Resource) -> Iterator[Record]:
    header = max(resource.dialect.header_rows, default=1) - 1
    named = items[min(header, len(items) - 1)].value
    write = writer(resource.schema, [cell_text(label) for label in named])
    for row, item in enumerate(items, 1):
        yield _record(row, item, [write(at, value) for at, value in enumerate(item.value)])


def _record(row: int, item: Item, cells: list[str]) -> Record:
    """Make a record; text that no file can hold (NUL, half a pair of surrogates) is a fault."""
    line = item.line or row
    faults = tuple(
        fault
        for column, cell in enumerate(cells, 1)
        for fault in _faults((row, line, column), cell)
    )
    return Record(row, line, cells, faults)


def _faults(here: tuple[int, int, int], cell: str) -> Iterator[Fault]:
    halves = [character for character in cell if "\ud800" <= character <= "\udfff"]
    if "\0" in cell:
        yield Fault("nul-character", *here, cell)
    elif halves:
        yield Fault("half-character", *here, f"U+{ord(halves[0]):04X}")
