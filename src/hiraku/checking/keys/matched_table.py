"""A table whose columns hold the fields of a schema, and what is asked about its keys.

What is answered on the one pass of its file counts texts in that are no values of their type: it
may say too much, never too little. So where it says that nothing is wrong, the file need not be
read again; where it says nothing, it must be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from hiraku.checking.contracts import Column, FieldColumn
from hiraku.checking.types.field_type import known_type
from hiraku.engine import DuckDBPyConnection
from hiraku.model import Schema
from hiraku.reading.loaded_table import LoadedTable
from hiraku.sql import any_of

Names = tuple[str, ...]

_AT_ONCE = 10_000


class MatchedFields(Struct, frozen=True):
    """The position of each field of a schema in a file."""

    schema: Schema
    positions: Mapping[str, int]

    def columns(self, names: Names) -> list[FieldColumn]:
        """Return the columns of a key; none where one of them is not in the file."""
        if not all(name in self.positions for name in names):
            return []
        fields = [self.schema.field_named(name) for name in names]
        return [FieldColumn(self.positions[field.name], field) for field in fields if field]

    def in_key(self, column: FieldColumn) -> bool:
        schema = self.schema
        keys = [schema.primary_key, *schema.unique_keys]
        keys += [key.fields for key in schema.foreign_keys]
        unique = {field.name for field in schema.fields if field.constraints.get("unique")}
        return column.field.name in unique.union(*keys)

    def unique_keys(self) -> Iterator[Names]:
        """Yield what must be unique beside the primary key."""
        for field in self.schema.fields:
            if field.constraints.get("unique") and self.schema.primary_key != (field.name,):
                yield (field.name,)
        yield from self.schema.unique_keys


class MatchedTable(Struct, frozen=True):
    """A table with the positions of its fields.

    `broken` names, by position, the relation of texts that are not of the field's type: the
    reference tells them once, as such, and neither compares nor looks them up.
    """

    table: LoadedTable
    fields: MatchedFields
    connection: DuckDBPyConnection
    broken: Mapping[int, str] = {}

    def columns(self, names: Names) -> list[Column]:
        """Return the columns of a key; none where one of them is not in the file."""
        return [
            Column(column.position, column.field, self.table, self.connection)
            for column in self.fields.columns(names)
        ]

    def broken_texts(self, column: Column) -> BrokenTexts:
        """Return what keeps the texts of a key's column that are no values; of others, nothing."""
        relation = f"broken_{self.table.key}_{column.position}"
        return BrokenTexts(self.connection, relation if self.fields.in_key(column) else "")

    def valued(self, columns: list[Column]) -> str:
        """Hold where every part of a key has a value."""
        return " AND ".join(map(self._has_value, columns))

    def _has_value(self, column: Column) -> str:
        relation = self.broken.get(column.position)
        sound = f" AND {column.sql} NOT IN (SELECT text FROM {relation})" if relation else ""
        return f"NOT ({missing(column)}){sound}"

    def is_known_to_be_none(self, question: str) -> bool:
        """Tell whether the pass over the file has counted none of what a question asks for."""
        return bool(self.table.answers.get(question) == 0)


class BrokenTexts(Struct):
    """Texts that are no values of their column, kept by DuckDB, which may spill them."""

    connection: DuckDBPyConnection
    name: str
    known: bool = False
    waiting: list[str] = []  # msgspec copies an empty list for each

    def add(self, text: str) -> None:
        if self.name:
            self.waiting.append(text)
        if len(self.waiting) == _AT_ONCE:
            self._keep()

    def relation(self) -> str:
        """Return the name of the relation that holds them all; empty where there is none."""
        if self.waiting:
            self._keep()
        return self.name if self.known else ""

    def _keep(self) -> None:
        create = f"CREATE OR REPLACE TABLE {self.name} AS"
        into = f"INSERT INTO {self.name}" if self.known else create
        self.connection.execute(f"{into} SELECT unnest($1::VARCHAR[]) AS text", [self.waiting])
        self.known = True
        self.waiting.clear()


def uniqueness_questions(fields: MatchedFields) -> Iterator[tuple[str, str]]:
    """Yield the name and the SQL of what to ask about keys that must not repeat or be missing."""
    schema = fields.schema
    for names in (*fields.unique_keys(), schema.primary_key):
        if columns := fields.columns(names):
            yield repeats_of(names), _repeats(columns)
    for column in fields.columns(schema.primary_key):
        if not column.field.required:
            yield missing_in(column), f"count_if({missing(column)})"


def reference_questions(
    fields: MatchedFields, referenced: Collection[Names]
) -> Iterator[tuple[str, str]]:
    """Yield the name and the SQL of all keys that refer, and of those that are `referenced`."""
    for names in (*(key.fields for key in fields.schema.foreign_keys), *referenced):
        if columns := fields.columns(names):
            yield keys_of(names), f"coalesce(list(DISTINCT {key_of(columns)}), [])"


def repeats_of(names: Names) -> str:
    """Name the question how many rows have a key that another row has."""
    return f"repeats of {'+'.join(names)}"


def missing_in(column: FieldColumn) -> str:
    """Name the question how many rows have no value in a column."""
    return f"missing in {column.sql}"


def keys_of(names: Names) -> str:
    """Name the question for all different keys."""
    return f"keys of {'+'.join(names)}"


def all_found(matched: MatchedTable, names: Names, target: MatchedTable, others: Names) -> bool:
    """Tell whether every key is known to be in the target; false where nothing is known."""
    own = matched.table.answers.get(keys_of(names))
    there = target.table.answers.get(keys_of(others))
    if own is None or there is None:
        return False
    columns = matched.fields.columns(names)
    empty = [
        {missing_value.value for missing_value in column.field.missing_values} for column in columns
    ]
    return all(_without_value(key, empty) for key in set(own).difference(there))


def missing(column: FieldColumn) -> str:
    """Hold where a cell has no value."""
    values = tuple(missing_value.value for missing_value in column.field.missing_values)
    return f"{column.sql} IS NULL OR {any_of(column.sql, values)}"


def _repeats(columns: list[FieldColumn]) -> str:
    present = " AND ".join(f"NOT ({missing(column)})" for column in columns)
    return f"count_if({present}) - count(DISTINCT {key_of(columns)}) FILTER (WHERE {present})"


def key_of(columns: Sequence[FieldColumn]) -> str:
    """Return SQL of what equal keys share: one text, or a row of them."""
    names = ", ".join(map(compared, columns))
    return names if len(columns) == 1 else f"({names})"


def compared(column: FieldColumn, relation: str = "") -> str:
    """Return SQL of what a cell is compared by; `relation` names, with a point, where it stands."""
    known = known_type(column.field)
    cell = f"{relation}{column.sql}"
    return known.compared(cell, column.field) if known else cell


def _without_value(key: Any, empty: list[set[str]]) -> bool:
    parts = (key,) if len(empty) == 1 else key
    pairs = zip(parts, empty, strict=True)
    return any(part is None or part in texts for part, texts in pairs)
