"""What is asked of a file in its one pass; files of which the same is asked are asked together.

Planning a query takes DuckDB longer than reading a hundred rows: a thousand small files are one
query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from typing import Any, TypeVar

from msgspec import Struct

from hiraku.engine import DuckDBPyConnection, Error
from hiraku.reading.csv.accounting import COUNTS, Counted, counting, of_all
from hiraku.reading.csv.line_scan import SoundRecord
from hiraku.reading.csv.scan import texts
from hiraku.reading.files.data_file import DataFile

# To plan and to hold more aggregates at once costs more than to read a file again.
AT_ONCE = 400
# DuckDB holds 2,048 rows of what is asked for: of 2,000 columns that is some 200 MB.
COLUMNS_AT_ONCE = 250
# Where one of many is broken it is found soon, and where all are few are asked for twice.
PARTS = 8
# Of more, each is looked at alone when it is asked for: a dataset has no more faulty tables judged.
MOST_BROKEN = 2000

Item = TypeVar("Item")


class ScanResult(Struct, frozen=True):
    """What one pass over a file has counted, and the answer to each question, by its name."""

    counted: Counted
    answers: Mapping[str, Any]


class ScanQuestions(Struct, frozen=True):
    """What is asked of all rows of a file: aggregates of SQL, by name.

    `sound` is what a record looks like of which some of them count nothing; None where no such is
    known.
    """

    questions: Mapping[str, str] = {}
    sound: SoundRecord | None = None


# What to ask of a file and the labels that were found in it.
Questions = Callable[[DataFile, tuple[str, ...]], ScanQuestions]


class ScanRequest(Struct, frozen=True):
    """A plain file, its header, and what is asked of it."""

    file: DataFile
    header: bytes
    labels: tuple[str, ...]
    inquiry: ScanQuestions

    @property
    def questions(self) -> Mapping[str, str]:
        """The aggregates of SQL, by name."""
        return self.inquiry.questions

    @property
    def columns(self) -> list[str]:
        """The names of the columns in SQL."""
        return [f"c{position}" for position in range(1, len(self.labels) + 1)]

    @property
    def selections(self) -> list[str]:
        """Return the SQL of all counts, so many at a time that DuckDB has room for them.

        Together they look at every column: DuckDB validates only those.
        """
        return [", ".join([*counts, *asked]) for counts, asked in self._parts]

    @property
    def _parts(self) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
        """Yield the SQL of what is counted of some columns, and of some questions."""
        counts = [
            counting(some, self.file.resource.dialect, self.file.survey)
            for some in _pieces(self.columns, COLUMNS_AT_ONCE)
        ]
        asked = _pieces(list(self.questions.values()), AT_ONCE)
        return zip_longest(counts, asked, fillvalue=())

    def result(self, found: tuple[Any, ...]) -> ScanResult:
        """Take apart what all the selections together have returned."""
        values = iter(found)
        counted, answers = list[Counted](), list[Any]()
        for counts, asked in self._parts:
            if counts:
                counted.append(Counted(*islice(values, COUNTS)))
            answers += islice(values, len(asked))
        return ScanResult(of_all(counted), dict(zip(self.questions, answers, strict=True)))


def _pieces(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    return [items[first : first + size] for first in range(0, len(items), size)]


def scanned(
    requests: Iterable[ScanRequest], connection: DuckDBPyConnection
) -> Iterator[tuple[ScanRequest, ScanResult]]:
    """Yield the result of each file; nothing of one that DuckDB cannot read as it stands."""
    groups: dict[tuple[object, ...], list[ScanRequest]] = defaultdict(list)
    for request in requests:
        groups[(*request.selections, request.file.resource.dialect)].append(request)
    for group in groups.values():
        yield from _together(group, connection)


def _together(
    group: list[ScanRequest], connection: DuckDBPyConnection
) -> Iterator[tuple[ScanRequest, ScanResult]]:
    """Ask once for all; where some of them are broken, once for all others."""
    try:
        by_path = _counted(group, connection)
    except Error:
        wrong = islice(_broken(group, connection), MOST_BROKEN)
        broken = {request.file.relation for request in wrong}
        if len(broken) == MOST_BROKEN:
            return
        others = [request for request in group if request.file.relation not in broken]
        for part in [others] if broken else _divided(group):
            yield from _together(part, connection) if part else ()
        return
    for request in group:
        if counts := by_path.get(str(request.file.path)):
            yield request, request.result(counts)


def _broken(group: list[ScanRequest], connection: DuckDBPyConnection) -> Iterator[ScanRequest]:
    """Yield those that DuckDB cannot read, found by ever smaller parts.

    All that is asked of their cells is a hash: it takes no time to plan.
    """
    try:
        for columns in _pieces(group[0].columns, COLUMNS_AT_ONCE):
            connection.execute(_query(group, f"bit_xor(hash({', '.join(columns)}))")).fetchall()
    except Error:
        if len(group) == 1:
            yield from group
        for part in _divided(group):
            yield from _broken(part, connection)


def _divided(group: list[ScanRequest]) -> Sequence[list[ScanRequest]]:
    """Return what is looked at one after another; none of what cannot be parted."""
    size = -(-len(group) // PARTS)
    parts = (group[first : first + size] for first in range(0, len(group), size))
    return list(parts) if len(group) > 1 else []


def _counted(
    group: list[ScanRequest], connection: DuckDBPyConnection
) -> Mapping[str, tuple[Any, ...]]:
    """Return by path what all the selections have returned."""
    results: dict[str, tuple[Any, ...]] = defaultdict(tuple)
    for selected in group[0].selections:
        for path, *counts in connection.execute(_query(group, selected)).fetchall():
            results[path] += tuple(counts)
    return results


def _query(group: list[ScanRequest], selected: str) -> str:
    dialect = group[0].file.resource.dialect
    paths = list(dict.fromkeys(request.file.path for request in group))
    source = texts(paths, group[0].columns, dialect, filename="true")
    return f"SELECT filename, {selected} FROM {source} GROUP BY filename"
