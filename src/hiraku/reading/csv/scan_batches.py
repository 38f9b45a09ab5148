"""What is asked of a file in its one pass; files of which the same is asked are asked together.

Planning a query takes DuckDB longer than reading a hundred rows: a thousand small files are one
query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from hiraku.engine import DuckDBPyConnection, Error
from hiraku.reading.csv.accounting import COUNTS, Counted, counting
from hiraku.reading.csv.scan import texts
from hiraku.reading.files.data_file import DataFile


class ScanResult(Struct, frozen=True):
    """What one pass over a file has counted, and the answer to each question, by its name."""

    counted: Counted
    answers: Mapping[str, Any]


class ScanRequest(Struct, frozen=True):
    """A plain file, its header, and what is asked of all its rows: aggregates of SQL, by name."""

    file: DataFile
    header: bytes
    labels: tuple[str, ...]
    questions: Mapping[str, str]

    @property
    def selected(self) -> str:
        """Return the SQL of all counts. Every column is looked at: DuckDB validates only those."""
        columns = [f"c{position}" for position in range(1, len(self.labels) + 1)]
        counts = counting(columns, self.file.resource.dialect, self.file.survey)
        return ", ".join([*counts, *self.questions.values()])

    def result(self, found: tuple[Any, ...]) -> ScanResult:
        """Take apart what `selected` has returned."""
        answered = zip(self.questions, found[COUNTS:], strict=True)
        return ScanResult(Counted(*found[:COUNTS]), dict(answered))


def scanned(
    requests: Iterable[ScanRequest], connection: DuckDBPyConnection
) -> Iterator[tuple[ScanRequest, ScanResult]]:
    """Yield the result of each file; nothing of a file that DuckDB cannot read."""
    groups: dict[tuple[object, ...], list[ScanRequest]] = defaultdict(list)
    for request in requests:
        groups[request.selected, request.file.resource.dialect].append(request)
    for group in groups.values():
        yield from _together(group, connection)


def _together(
    group: list[ScanRequest], connection: DuckDBPyConnection
) -> Iterator[tuple[ScanRequest, ScanResult]]:
    """Ask once for all; where one of them is broken, ask for each half."""
    try:
        rows = connection.execute(_query(group)).fetchall()
    except Error:
        middle = len(group) // 2
        for half in (group[:middle], group[middle:]) if middle else ():
            yield from _together(half, connection)
        return
    by_path = {path: counts for path, *counts in rows}
    for request in group:
        if counts := by_path.get(str(request.file.path)):
            yield request, request.result(tuple(counts))


def _query(group: list[ScanRequest]) -> str:
    dialect = group[0].file.resource.dialect
    columns = [f"c{position}" for position in range(1, len(group[0].labels) + 1)]
    paths = list(dict.fromkeys(request.file.path for request in group))
    source = texts(paths, columns, dialect, filename="true")
    return f"SELECT filename, {group[0].selected} FROM {source} GROUP BY filename"
