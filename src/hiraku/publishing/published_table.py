"""A table that passed, ready to be written: its rows as text or as typed JSON, in file order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from hiraku.model import Dataset, Field, Resource, Text
from hiraku.reading.loading import Table
from hiraku.registry import entries
from hiraku.sql import any_of, literal

_BATCH = 5_000


@dataclass(frozen=True)
class PublishedTable:
    """`catalog` is the catalog's title, `address` the absolute URL of the dataset's page."""

    table: Table
    resource: Resource
    connection: DuckDBPyConnection
    dataset: Dataset
    catalog: Text
    address: str

    @property
    def fields(self) -> tuple[Field, ...]:
        return self.resource.schema.fields if self.resource.schema else ()

    def texts(self, limit: int | None = None) -> Iterator[tuple[str, ...]]:
        """Yield each row as canonical text, missing values as they stand in the file."""
        yield from self._rows(", ".join(self.table.columns), limit)

    def values(self, limit: int | None = None) -> Iterator[tuple[str | None, ...]]:
        """Yield each row as text, None where the value is missing."""
        yield from self._rows(", ".join(map(self._present, *self._columns())), limit)

    def objects(self) -> Iterator[str]:
        """Yield each row as a JSON object of typed values, null where the value is missing."""
        members = ", ".join(map(self._member, *self._columns()))
        for (text,) in self._rows(f"'{{' || concat_ws(',', {members}) || '}}'", None):
            yield text

    def copy(self, query: str, target: Path, options: str) -> None:
        """Let DuckDB write a query of the relation to a file."""
        self.connection.execute(f"COPY ({query}) TO {literal(str(target))} ({options})")

    def copy_objects(self, target: Path, before: str, between: str, after: str) -> None:
        """Write each row as a JSON object of typed values, null where the value is missing."""
        with target.open("w", encoding="utf-8") as stream:
            stream.write(before)
            for number, text in enumerate(self.objects()):
                stream.write((between if number else "") + text)
            stream.write(after)

    def _columns(self) -> tuple[tuple[str, ...], tuple[Field, ...]]:
        return self.table.columns, self.fields

    def _present(self, column: str, field: Field) -> str:
        missing = any_of(column, tuple(each.value for each in field.missing_values))
        return f"CASE WHEN {missing} THEN NULL ELSE {column} END"

    def _member(self, column: str, field: Field) -> str:
        fieldtype = entries("hiraku.checking.fieldtypes")[field.type]
        missing = any_of(column, tuple(each.value for each in field.missing_values))
        value = f"CASE WHEN {missing} THEN 'null' ELSE {fieldtype.json(column, field)} END"
        return f"to_json({literal(field.name)})::VARCHAR || ':' || {value}"

    def _rows(self, selected: str, limit: int | None) -> Iterator[tuple[Any, ...]]:
        cut = "" if limit is None else f" LIMIT {limit}"
        cursor = self.connection.cursor().execute(f"SELECT {selected} FROM {self.table.name}{cut}")
        while batch := cursor.fetchmany(_BATCH):
            yield from batch
