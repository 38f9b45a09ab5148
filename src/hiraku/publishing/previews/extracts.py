"""What a reader of a large table may ask for, made beforehand.

The ends of each column's order and, for columns of few values, the first rows that have each. Of
numbers and dates, how many rows each bin of values has.

DuckDB copies the table once, where it may spill to the disk, and answers every question from the
copy. The rows are text as in the CSV, without a header.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from hiraku.checking.types.field_type import Order, type_of
from hiraku.publishing.previews.histograms import Spread, histogram
from hiraku.publishing.site.published.table import Choice, Profile
from hiraku.publishing.site.site_path import StagePath, below
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.sql import literal

ROWS = 500
# Enough for the prefectures of Japan, and a list that can still be read.
CHOICES = 50
ORDERS = {"ascending": "ASC", "descending": "DESC"}
_FORM = "FORMAT csv, HEADER false, NULLSTR '', COMPRESSION gzip"


class Extracts(Struct, frozen=True):
    """Writes so many `rows` at most to each file in `folder`; `copy` is the copy's name in SQL."""

    table: PublishedTable
    folder: StagePath
    copy: str
    rows: int

    def sorted_ends(self) -> Iterator[Path]:
        """Write the first rows of each column's order, both ways; missing values come last."""
        for number, field in enumerate(self.table.fields, 1):
            if type_of(field).order is not Order.NONE:
                for name, direction in ORDERS.items():
                    order = f"ORDER BY v{number} {direction} NULLS LAST, row"
                    yield self._written(f"{number}-{name}", order)

    def rows_of_values(self, choices: tuple[tuple[Choice, ...], ...]) -> Iterator[Path]:
        """Write the first rows that have each value to choose from."""
        for number, column in enumerate(choices, 1):
            for place, choice in enumerate(column, 1):
                condition = f"WHERE c{number} = {literal(choice.text)} ORDER BY row"
                yield self._written(f"{number}-value-{place}", condition)

    def histograms(self, spreads: tuple[Spread, ...]) -> Iterator[Path]:
        """Write each bin of a column: its first and its last value, and in how many rows."""
        for number, spread in enumerate(spreads, 1):
            if spread:
                kind = self.table.types[number - 1]
                query = histogram(self.copy, f"v{number}", kind, spread)
                yield self._answer(f"{number}-histogram", query)

    def _written(self, name: str, rest: str) -> Path:
        cells = ", ".join(f"nullif({column}, '')" for column in self.table.table.columns)
        return self._answer(name, f"SELECT {cells} FROM {self.copy} {rest} LIMIT {self.rows}")

    def _answer(self, name: str, query: str) -> Path:
        target = below(self.folder, f"{name}.csv.gz")
        self.table.copy(query, target, _FORM)
        return target


@contextmanager
def copied(table: PublishedTable) -> Iterator[str]:
    """Offer a copy of the table: `c1` … as text, `v1` … typed, `row` counted from the first."""
    name = f"copy_of_{table.table.key}"
    texts = ", ".join(table.table.columns)
    values = ", ".join(
        f"{value} AS v{number}" for number, value in enumerate(table.typed_columns(), 1)
    )
    query = f"SELECT row, {texts}, {values} FROM {table.table.sql}"
    table.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")
    try:
        yield name
    finally:
        table.connection.execute(f"DROP TABLE {name}")


def choices(
    table: PublishedTable, source: str, profiles: tuple[Profile, ...]
) -> tuple[tuple[Choice, ...], ...]:
    """Return the values of each column and in how many rows each stands, most frequent first.

    Columns of more than 50 values, and those in which none comes twice, have none.
    """
    return tuple(
        tuple(_counted(table, source, column)) if _is_short(profile) else ()
        for column, profile in zip(table.table.columns, profiles, strict=True)
    )


def _is_short(profile: Profile) -> bool:
    return 1 < profile.distinct <= min(CHOICES, profile.present // 2)


def _counted(table: PublishedTable, source: str, column: str) -> Iterator[Choice]:
    field = table.fields[table.table.columns.index(column)]
    missing = (
        ", ".join(literal(missing_value.value) for missing_value in field.missing_values) or "NULL"
    )
    query = (
        f"SELECT {column}, count(*) AS n FROM {source} WHERE {column} NOT IN ({missing})"
        f" GROUP BY {column} ORDER BY n DESC, {column}"
    )
    for text, rows in table.connection.execute(query).fetchall():
        yield Choice(text, rows)
