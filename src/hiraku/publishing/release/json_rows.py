"""Does the JSON of a table say the same as its CSV, value for value, by the schema beside them?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hiraku.publishing.release.meaning import Meaning, meanings, same
from hiraku.publishing.release.readers.csv import records


def row_faults(objects: list[dict[str, Any]], table: Path, name: str) -> Iterator[str]:
    """Yield where a row differs; `objects` have their numbers as texts."""
    header, *rows = records(table)
    if len(rows) != len(objects):
        yield f"{name}: {len(objects)} ≠ {len(rows)}"
    known = meanings(table)
    read = [known.get(key, Meaning()) for key in header]
    for number, (row, value) in enumerate(zip(rows, objects, strict=False), 2):
        if list(value) != header or not all(map(same, row, value.values(), read)):
            yield f"{name}: row {number} differs from {table.name}"
