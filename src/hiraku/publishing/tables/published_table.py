"""A table that passed, ready to be written: its rows as text, typed, or as JSON, in file order.

Every typed export comes from one projection, `typed`: the value of each cell in the narrowest
type that holds the whole column exactly, NULL where the value is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from hiraku.checking.types.field_type import type_of
from hiraku.engine import DuckDBPyConnection
from hiraku.model import LANGUAGES, Dataset, Field, Resource, Text
from hiraku.publishing.site.site_path import StagePath
from hiraku.reading.loading import LoadedTable
from hiraku.sql import any_of, literal, name

_BATCH = 5_000
# One column of finished lines: nothing is to be quoted or escaped any more.
LINES = "FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x1f'"


class PublishedTable(Struct, frozen=True, dict=True):
    """A `table` that passed, and what its files tell of it: its `resource` and `dataset`.

    `connection` is where its SQL is asked. `catalog` is the catalog's title, `languages` are its
    codes, `address` is the absolute URL of the dataset's page.
    """

    table: LoadedTable
    resource: Resource
    connection: DuckDBPyConnection
    dataset: Dataset
    catalog: Text
    address: str
    languages: tuple[str, ...] = LANGUAGES

    @property
    def language(self) -> str:
        """The language of files that are in one only."""
        return self.languages[0]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields, one for each column, in the order of the columns."""
        return self.resource.schema.fields if self.resource.schema else ()

    def texts(self, limit: int | None = None) -> Iterator[tuple[str, ...]]:
        """Yield each row as canonical text, missing values as they stand in the file."""
        yield from self._rows(", ".join(self.table.columns), limit)

    def values(self, limit: int | None = None) -> Iterator[tuple[str | None, ...]]:
        """Yield each row as text, None where the value is missing."""
        yield from self._rows(self.present, limit)

    @property
    def present(self) -> str:
        """SQL of all columns as text, NULL where the value is missing."""
        return ", ".join(map(_present, self.table.columns, self.fields))

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The SQL type of each column of `typed`; the whole table is measured for it, once."""
        of_fields = [
            type_of(field).measures(_value(column, field), field)
            for column, field in zip(self.table.columns, self.fields, strict=True)
        ]
        asked = ", ".join(f"max({measure})" for measures in of_fields for measure in measures)
        query = f"SELECT {asked or '0'} FROM {self.table.sql}"
        measured = iter(self.connection.execute(query).fetchone() or ())
        return tuple(
            type_of(field).parquet_type(field, [next(measured) for _ in measures])
            for field, measures in zip(self.fields, of_fields, strict=True)
        )

    def typed(self, among: slice = slice(None)) -> str:
        """Return a query of the columns `among` all, typed, named as their fields."""
        pairs = list(zip(self.typed_columns(), self.fields, strict=True))
        columns = ", ".join(f"{value} AS {name(field.name)}" for value, field in pairs[among])
        return f"SELECT {columns} FROM {self.table.sql}"

    def typed_columns(self) -> Iterator[str]:
        """Yield the typed value of each column, as an SQL expression."""
        for column, field, kind in zip(self.table.columns, self.fields, self.types, strict=True):
            yield f"{_value(column, field)}::{kind}"

    def copy(self, query: str, target: StagePath, options: str) -> None:
        """Let DuckDB write a query of the relation to a file."""
        self.connection.execute(f"COPY ({query}) TO {literal(str(target))} ({options})")

    def copy_objects(self, target: StagePath, before: str, between: str, after: str) -> None:
        """Write each row as a JSON object of typed values, null where the value is missing."""
        members = ", ".join(map(_member, self.table.columns, self.fields))
        written = {"PREFIX": before, "NEW_LINE": between, "SUFFIX": after}
        marks = ", ".join(f"{key} {literal(text)}" for key, text in written.items() if text)
        query = f"SELECT '{{' || concat_ws(',', {members}) || '}}' FROM {self.table.sql}"
        self.copy(query, target, f"{LINES}, {marks}")

    def rows_by(
        self, columns: Sequence[str], limit: int
    ) -> Iterator[tuple[str, int, tuple[str, ...]]]:
        """Yield each key that one of the columns holds, how many rows have it, and such a row.

        There are at most `limit` rows for a key, in the order of the file; those of a key are
        neighbours; they are texts as those of `texts`.
        """
        # Only numbers of rows are sorted, so that a large table need not fit into memory.
        keyed = f"SELECT unnest(list_distinct([{', '.join(columns)}])) AS key, row"
        ranked = f"""
            SELECT key, row, count(*) OVER (PARTITION BY key) AS total
            FROM ({keyed} FROM {self.table.sql})
            QUALIFY row_number() OVER (PARTITION BY key ORDER BY row) <= {limit}"""
        texts = ", ".join(self.table.columns)
        query = f"""
            SELECT key, total, {texts} FROM ({ranked}) JOIN {self.table.sql} USING (row)
            ORDER BY key, row"""
        cursor = self.connection.cursor().execute(query)
        while batch := cursor.fetchmany(_BATCH):
            yield from ((key, total, tuple(row)) for key, total, *row in batch)

    def _rows(self, selected: str, limit: int | None) -> Iterator[tuple[Any, ...]]:
        cut = "" if limit is None else f" LIMIT {limit}"
        cursor = self.connection.cursor().execute(f"SELECT {selected} FROM {self.table.sql}{cut}")
        while batch := cursor.fetchmany(_BATCH):
            yield from batch


def _present(column: str, field: Field) -> str:
    missing = any_of(column, tuple(missing_value.value for missing_value in field.missing_values))
    return f"CASE WHEN {missing} THEN NULL ELSE {column} END"


def _value(column: str, field: Field) -> str:
    missing = any_of(column, tuple(missing_value.value for missing_value in field.missing_values))
    return f"(CASE WHEN {missing} THEN NULL ELSE {type_of(field).value(column, field)} END)"


def _member(column: str, field: Field) -> str:
    kind = type_of(field)
    key = f"to_json({literal(field.name)})::VARCHAR || ':'"
    missing = any_of(column, tuple(missing_value.value for missing_value in field.missing_values))
    written = kind.json(kind.value(column, field), field)
    return f"{key} || CASE WHEN {missing} THEN 'null' ELSE {written} END"
