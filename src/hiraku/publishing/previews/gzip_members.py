"""A CSV file in gzip members of so many rows each: one after the other, they are the file again.

Rows are told from lines by their quotes, so that a cell may hold a line end. The bytes depend on
the file alone: no name and no time stands in them.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

# The byte that names the system (RFC 1952, 2.3.1), which Pythons fill in differently.
_SYSTEM, _UNKNOWN = 9, b"\xff"
_LEVEL = 6
# Later parts may be larger than the first; none should cost more than 50 KB.
_PART_BYTES = 40_000
# The pages of the preview have 50 rows: multiples of it keep each page in one part.
_PORTIONS = (1, 2, 4, 10, 20, 40)


def rows_of_part(most: int, csv: Path, rows: int) -> int:
    """Return how many of its rows a part should have: `most`, or fewer where they take much."""
    bytes_of_row = len(next(gzip_members(csv, most))) / max(min(most, rows), 1)
    sizes = (most // portion for portion in _PORTIONS if most // portion % 50 == 0)
    return next((size for size in sizes if size * bytes_of_row <= _PART_BYTES), 50)


def gzip_members(csv: Path, rows: int) -> Iterator[bytes]:
    """Yield the file in order; the header stands in the first member, above its rows."""
    with csv.open("rb") as stream:
        records = _records(stream)
        gathered = [next(records, b"")]
        for number, record in enumerate(records, 1):
            gathered.append(record)
            if number % rows == 0:
                yield _packed(gathered)
                gathered = []
    if gathered:
        yield _packed(gathered)


def _records(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Yield each row of the file as it stands; inside a quoted cell a row goes on."""
    opened = b""
    for line in lines:
        record = opened + line
        if record.count(b'"') % 2:
            opened = record
        else:
            opened = b""
            yield record


def _packed(records: list[bytes]) -> bytes:
    packed = gzip.compress(b"".join(records), _LEVEL, mtime=0)
    return packed[:_SYSTEM] + _UNKNOWN + packed[_SYSTEM + 1 :]
