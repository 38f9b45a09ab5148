"""What a sheet of Excel cannot hold: more rows, longer cells. Nothing is cut to fit.

https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
"""

from __future__ import annotations

from collections.abc import Iterable

from hiraku.languages import Message
from hiraku.publishing.tables.published_table import PublishedTable

ROWS = 1_048_575
CHARACTERS = 32_767


def exceeded(table: PublishedTable, explained: Iterable[str]) -> Message | None:
    """Say why the table, or a text that is told about it, does not fit; None where all does."""
    if table.table.rows > ROWS:
        return Message(
            "files.too-many-rows", {"rows": f"{table.table.rows:,}", "most": f"{ROWS:,}"}
        )
    if _longest(table) > CHARACTERS or any(_units(text) > CHARACTERS for text in explained):
        return Message("files.too-long-values", {"most": f"{CHARACTERS:,}"})
    return None


def _longest(table: PublishedTable) -> int:
    """Count as Excel does, in units of UTF-16, and only where the bytes leave a doubt."""
    bytes_ = [f"coalesce(max(strlen({column})), 0)" for column in table.table.columns]
    if _largest(table, bytes_) <= CHARACTERS:
        return 0
    units = [
        f"coalesce(max(CASE WHEN strlen({column}) > {CHARACTERS} THEN length({column}) "
        f"+ length(regexp_replace({column}, '[^\\x{{10000}}-\\x{{10FFFF}}]', '', 'g')) END), 0)"
        for column in table.table.columns
    ]
    return _largest(table, units)


def _largest(table: PublishedTable, asked: Iterable[str]) -> int:
    query = f"SELECT {', '.join(asked)} FROM {table.table.sql}"
    largest: tuple[int, ...] = table.connection.execute(query).fetchone() or (0,)
    return max(largest)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
