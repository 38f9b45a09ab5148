"""Records that were read one by one become a table, and one with the plain ones beside them.

Small files that DuckDB does not read as they stand are asked all together: to plan what is asked of
one takes longer than to read it. Their records stay in files: a table of each in memory would take
more than the file itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from hiraku.engine import DuckDBPyConnection, Error
from hiraku.model import Dialect
from hiraku.problems import Problem, Refused
from hiraku.reading.csv.first_record import LINE_BYTES, MAX_CELL_BYTES, NotPlain, named_columns
from hiraku.reading.csv.scan import scan
from hiraku.reading.csv.scan_batches import Questions, ScanRequest
from hiraku.reading.csv.sifting import PlainPart
from hiraku.reading.files.data_file import DataFile
from hiraku.reading.files.encodings import find_encoding
from hiraku.reading.loaded_table import LoadedTable, finished
from hiraku.reading.records.confined import read_csv
from hiraku.sql import literal

# So many files are asked at once: of each a name stands in the query.
_AT_ONCE = 500


def create(connection: DuckDBPyConnection, table: LoadedTable, longest: int, written: Path) -> None:
    """Take over the records that stand in a file of ours, which then goes away.

    `longest` is the length of the longest in bytes.
    """
    source = _source([written], len(table.columns), longest)
    connection.execute(f"CREATE OR REPLACE TABLE {table.sql} AS SELECT * FROM {source}")
    written.unlink()


def together(
    apart: LoadedTable, plain: PlainPart, dialect: Dialect, *, in_order: bool
) -> LoadedTable:
    """Return the plain records and those of a table as one, in the order of their file or not."""
    held = f"SELECT {', '.join(apart.columns)} FROM {apart.sql}"
    order = " ORDER BY row" if in_order else ""
    columns = len(apart.columns)
    numbered = f"({plain.numbered(columns, dialect)} UNION ALL FROM {apart.sql}{order})"
    bare = f"({plain.unnumbered(columns, dialect)} UNION ALL {held})"
    return replace(apart, sql=numbered, unnumbered_sql=bare)


class _Sifted(Struct, frozen=True):
    """A file whose sound records lie in `path`, the longest of `longest` bytes."""

    path: Path
    longest: int
    table: LoadedTable
    request: ScanRequest
    problems: tuple[Problem, ...]


def read_together(
    files: Iterable[DataFile],
    questions: Questions,
    connection: DuckDBPyConnection,
    scratch: Path,
) -> Iterator[LoadedTable]:
    """Yield the table of each file; nothing of one that must be looked at alone."""
    groups: dict[tuple[str, ...], list[_Sifted]] = defaultdict(list)
    for sifted in filter(None, (_sifted(file, questions, scratch) for file in files)):
        groups[tuple(sifted.request.selections)].append(sifted)
    for group in groups.values():
        for first in range(0, len(group), _AT_ONCE):
            yield from _answered(group[first : first + _AT_ONCE], connection)


def _sifted(file: DataFile, questions: Questions, scratch: Path) -> _Sifted | None:
    """Read a file with care; None where it is refused, which is told when it is asked for."""
    path = scratch / f"{file.relation}.sound.csv"
    try:
        encoding = find_encoding(file.path, file.resource.encoding, file.place)
        sound = read_csv(file, encoding, path)
        labels = named_columns(list(sound.labels), file)
    except (Refused, UnicodeDecodeError, NotPlain):
        return None
    if not sound.labels:
        return None
    anything = replace(file, survey=replace(file.survey, odd=True))
    asked = ScanRequest(file, b"", labels, questions(anything, labels))
    source = f"(FROM {_source([path], len(labels), sound.longest)})"
    table = LoadedTable(file.relation, source, file.place.file, labels, unnumbered_sql=source)
    return _Sifted(path, sound.longest, table, asked, (*encoding.problems, *sound.problems))


def _source(paths: Sequence[Path], columns: int, longest: int, **special: str) -> str:
    """Return a scan of records as they were written, each below its row and its line."""
    names = [f"c{position}" for position in range(1, columns + 1)]
    types = {"row": "BIGINT", "line": "BIGINT"} | dict.fromkeys(names, "VARCHAR")
    size = str(max(longest + 1, LINE_BYTES))
    return scan(paths, types, Dialect(), new_line=literal("\\n"), max_line_size=size, **special)


def _answered(group: Sequence[_Sifted], connection: DuckDBPyConnection) -> Iterator[LoadedTable]:
    """Yield the tables with what was asked of them; none where DuckDB cannot say."""
    try:
        by_path = _counted(group, connection)
    except Error:
        return
    for sifted in group:
        result = sifted.request.result(by_path.get(str(sifted.path), by_path[""]))
        if result.counted.longest <= MAX_CELL_BYTES:
            table = replace(sifted.table, rows=result.counted.rows, answers=result.answers)
            yield finished(table, sifted.problems)


def _counted(
    group: Sequence[_Sifted], connection: DuckDBPyConnection
) -> Mapping[str, tuple[Any, ...]]:
    """Return by path what all the selections have returned; by "" what they return of no record."""
    results: dict[str, tuple[Any, ...]] = defaultdict(tuple)
    longest = max(sifted.longest for sifted in group)
    columns = len(group[0].request.labels)
    source = _source([sifted.path for sifted in group], columns, longest, filename="true")
    for selected in group[0].request.selections:
        query = f"SELECT filename, {selected} FROM {source} GROUP BY filename"
        nothing = f"SELECT '', {selected} FROM (FROM {source} LIMIT 0)"
        for path, *counts in connection.execute(f"{query} UNION ALL {nothing}").fetchall():
            results[path] += tuple(counts)
    return results
