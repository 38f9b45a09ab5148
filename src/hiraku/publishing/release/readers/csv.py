"""CSV as it is published: UTF-8 with a mark or not, or CP932; cells as large as may be checked."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from pathlib import Path

from hiraku.publishing.release.readers.rows import SampledRows, gathered
from hiraku.reading.csv.first_record import MAX_CELL_BYTES


def records(path: Path, encoding: str = "utf-8-sig") -> Iterator[list[str]]:
    """Yield every record, the header first."""
    csv.field_size_limit(MAX_CELL_BYTES)
    with path.open(encoding=encoding, newline="") as stream:
        yield from csv.reader(stream)


def read_cp932(path: Path, wanted: Collection[int]) -> SampledRows:
    return _sampled(records(path, "cp932"), wanted)


def read(path: Path, wanted: Collection[int]) -> SampledRows:
    return _sampled(records(path), wanted)


def _sampled(rows: Iterator[list[str]], wanted: Collection[int]) -> SampledRows:
    header = tuple(next(rows, ()))
    return gathered(map(tuple, rows), wanted, header)
