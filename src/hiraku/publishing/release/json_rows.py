"""Does the JSON of a table say the same as its CSV, value for value, by the schema beside them?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from hiraku.publishing.release.meaning import Meaning, meanings, same
from hiraku.publishing.release.readers.csv import records


def row_faults(objects: Iterable[Any], table: Path, name: str) -> Iterator[str]:
    """Yield where a row differs; `objects` have their numbers as texts. Both are read in step."""
    rows = records(table)
    header = next(rows, [])
    known = meanings(table)
    read = [known.get(key, Meaning()) for key in header]
    there = wanted = 0
    for number, (row, value) in enumerate(zip_longest(rows, objects, fillvalue=_GONE), 2):
        there, wanted = there + (value is not _GONE), wanted + (row is not _GONE)
        if row is _GONE or value is _GONE:
            continue
        alike = isinstance(value, dict) and list(value) == header
        if not alike or not all(map(same, row, value.values(), read)):
            yield f"{name}: row {number} differs from {table.name}"
    if there != wanted:
        yield f"{name}: {there} ≠ {wanted}"


_GONE: Any = object()
