"""The rows of a table that a search shows, and the columns by which a row is known.

The column that names a row comes first (a procedure, a department), then those of the table's
charts, then what is measured with a unit, then the other texts. Of rows that differ in time alone
the newest stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from hiraku.model import Field, Resource, View

Row = tuple[str, ...]

# So many columns of a table are searched, and fewer of one with more rows than `_SMALL`.
_COLUMNS, _FEW_COLUMNS, _SMALL = 20, 4, 500
# A name is so short on average; a longer text describes.
_NAME = 60
_CUT = 500
_TIMES = {"date", "datetime", "yearmonth", "year"}
_LETTERS = re.compile(r"[^\W\d_A-Z]")


class TellingRows(Struct, frozen=True):
    """`fields` in the order in which a result shows them, and the `rows` in the table's order."""

    fields: tuple[Field, ...]
    rows: tuple[Row, ...]


class _Column(Struct, frozen=True):
    place: int
    field: Field
    texts: tuple[str, ...]

    @property
    def distinct(self) -> int:
        return len(set(self.texts))

    @property
    def is_text(self) -> bool:
        """Whether most of its values are words, not codes."""
        words = sum(1 for text in self.texts if _LETTERS.search(text))
        return self.field.type in {"string", "any", "list"} and words * 2 > len(self.texts)

    @property
    def is_number(self) -> bool:
        return self.field.type in {"integer", "number"}

    @property
    def is_measured(self) -> bool:
        return self.is_number and self.field.unit not in {None, "none"}

    @property
    def is_short(self) -> bool:
        return sum(map(len, self.texts)) <= _NAME * len(self.texts)


def telling_rows(resource: Resource, rows: Sequence[Row], views: Sequence[View]) -> TellingRows:
    """Return what a search shows of a table: cells as texts, empty where the value is missing."""
    newest = _newest(resource, rows)
    columns = list(_columns(resource, newest))
    name = _naming(columns)
    if not name:
        return TellingRows((), ())
    asked = [field for view in views for field in view.fields.values()]
    most = _COLUMNS if len(newest) <= _SMALL else _FEW_COLUMNS
    shown = sorted(columns, key=lambda column: _order(column, name, asked))[:most]
    kept = tuple(tuple(_cell(row, column) for column in shown) for row in newest)
    return TellingRows(tuple(column.field for column in shown), kept)


def _order(column: _Column, name: _Column, asked: Sequence[str]) -> tuple[int, int]:
    if column is name:
        return 0, 0
    if column.field.name in asked:
        return 1, asked.index(column.field.name)
    if column.is_measured:
        return 2, column.place
    return (3 if column.is_text else 4), column.place


def _columns(resource: Resource, rows: Sequence[Row]) -> Iterator[_Column]:
    """Yield the columns that tell rows apart: words, measures and times; and the time of a key."""
    fields = resource.schema.fields if resource.schema else ()
    key = resource.schema.primary_key if resource.schema else ()
    for place, field in enumerate(fields):
        texts = tuple(row[place] for row in rows if field.missing_value(row[place]) is None)
        column = _Column(place, field, texts)
        counted = column.is_number and field.name not in key
        dated = field.type in _TIMES and field.name in key
        differs = column.distinct > 1 or len(texts) < len(rows) or len(rows) == 1
        if texts and (column.is_text or counted or field.type in _TIMES) and (differs or dated):
            yield column


def _naming(columns: Sequence[_Column]) -> _Column | None:
    """Return the first of the columns of words whose values are nearly all different."""
    words = [column for column in columns if column.is_text]
    short = [column for column in words if column.is_short] or words
    most = max((column.distinct for column in short), default=0)
    return next((column for column in short if column.distinct >= most * 0.9), None)


def _newest(resource: Resource, rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows without those that an equal key of a later time replaces."""
    fields = resource.schema.fields if resource.schema else ()
    key = resource.schema.primary_key if resource.schema else ()
    times = [n for n, field in enumerate(fields) if field.name in key and field.type in _TIMES]
    others = [n for n, field in enumerate(fields) if field.name in key and n not in times]
    if not times or not others:
        return rows
    last: dict[Row, Row] = {}
    for row in rows:
        kept = last.setdefault(tuple(row[n] for n in others), row)
        if [row[n] for n in times] > [kept[n] for n in times]:
            last[tuple(row[n] for n in others)] = row
    newest = set(map(id, last.values()))
    return [row for row in rows if id(row) in newest]


def _cell(row: Row, column: _Column) -> str:
    text = row[column.place]
    return "" if column.field.missing_value(text) else " ".join(text.split())[:_CUT]
