"""A table with its keys, and what is asked about them on the one pass that its file takes.

What is answered counts texts in that are no values of their type: it may say too much, never too
little. So where it says that nothing is wrong, the file need not be read again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from msgspec import Struct, field

from hiraku.checking.contracts import Column
from hiraku.checking.counting import counted
from hiraku.engine import DuckDBPyConnection
from hiraku.model import Schema
from hiraku.reading.loading import Table
from hiraku.sql import any_of


class Keyed(Struct, frozen=True):
    """A table with the position of each of its fields.

    `broken` names, by position, the relation of texts that are not of the field's type: the
    reference tells them once, as such, and neither compares nor looks them up.
    """

    table: Table
    schema: Schema
    positions: dict[str, int]
    connection: DuckDBPyConnection
    broken: dict[int, str] = field(default_factory=dict)

    def set_broken(self, column: Column, texts: list[str]) -> None:
        """Note the texts of a key's column that are no values."""
        if not texts:
            return
        relation = f"broken_{self.table.key}_{column.position}"
        self.connection.execute(
            f"CREATE OR REPLACE TABLE {relation} AS SELECT unnest($1::VARCHAR[]) AS text", [texts]
        )
        self.broken[column.position] = relation

    def in_key(self, column: Column) -> bool:
        schema = self.schema
        keys = [schema.primary_key, *schema.unique_keys]
        keys += [each.fields for each in schema.foreign_keys]
        unique = {each.name for each in schema.fields if each.constraints.get("unique")}
        return column.field.name in unique.union(*keys)

    def valued(self, columns: list[Column]) -> str:
        """Hold where every part of a key has a value."""
        return " AND ".join(map(self._has_value, columns))

    def _has_value(self, column: Column) -> str:
        relation = self.broken.get(column.position)
        sound = f" AND {column.sql} NOT IN (SELECT text FROM {relation})" if relation else ""
        return f"NOT ({missing(column)}){sound}"

    def columns(self, names: tuple[str, ...]) -> list[Column]:
        """Return the columns of a key; none where one of them is not in the file."""
        if not all(name in self.positions for name in names):
            return []
        fields = [self.schema.field_named(name) for name in names]
        return [
            Column(self.table, self.positions[each.name], each, self.connection)
            for each in fields
            if each
        ]


def unique_keys(schema: Schema) -> Iterator[tuple[str, ...]]:
    """Yield what must be unique beside the primary key."""
    for each in schema.fields:
        if each.constraints.get("unique") and schema.primary_key != (each.name,):
            yield (each.name,)
    yield from schema.unique_keys


def key_questions(keyed: Keyed, referenced: Collection[tuple[str, ...]]) -> Iterator[str]:
    """Yield what to ask about a table of which others refer to the fields `referenced`."""
    schema = keyed.schema
    for names in (*unique_keys(schema), schema.primary_key):
        if columns := keyed.columns(names):
            yield repeats(columns)
    for column in keyed.columns(schema.primary_key):
        if not column.field.required:
            yield counted(missing(column))
    for names in (*(each.fields for each in schema.foreign_keys), *referenced):
        if columns := keyed.columns(names):
            yield _different(columns)


def repeats(columns: list[Column]) -> str:
    """Ask how many rows have a key that another row has."""
    present = " AND ".join(f"NOT ({missing(each)})" for each in columns)
    return f"count_if({present}) - count(DISTINCT {_key(columns)}) FILTER (WHERE {present})"


def all_found(keyed: Keyed, columns: list[Column], target: Keyed, others: list[Column]) -> bool:
    """Tell whether every key is known to be in the target; false where nothing is known."""
    own = keyed.table.answers.get(_different(columns))
    there = target.table.answers.get(_different(others))
    if own is None or there is None:
        return False
    empty = [{each.value for each in column.field.missing_values} for column in columns]
    return all(_without_value(key, empty) for key in set(own).difference(there))


def _different(columns: list[Column]) -> str:
    """Ask for all different keys."""
    return f"coalesce(list(DISTINCT {_key(columns)}), [])"


def _key(columns: list[Column]) -> str:
    names = ", ".join(each.sql for each in columns)
    return names if len(columns) == 1 else f"({names})"


def _without_value(key: Any, empty: list[set[str]]) -> bool:
    parts = (key,) if len(empty) == 1 else key
    pairs = zip(parts, empty, strict=True)
    return any(part is None or part in texts for part, texts in pairs)


def missing(column: Column) -> str:
    values = tuple(each.value for each in column.field.missing_values)
    return f"{column.sql} IS NULL OR {any_of(column.sql, values)}"
