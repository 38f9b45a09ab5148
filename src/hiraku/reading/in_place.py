"""A file that DuckDB reads where it lies: its rows, its structure and its cells in one pass.

What holds of whole lines is asked of lines, the rest of cells. Where anything is not as it should
be, there is no such table, and the file is read with care.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from hiraku import engine
from hiraku.problems import Refused
from hiraku.reading.by_lines import LineReading
from hiraku.reading.csv.accounting import Counted, bytes_add_up
from hiraku.reading.csv.first_record import MAX_CELL_BYTES, NotPlain, header_of
from hiraku.reading.csv.quoting import well_formed
from hiraku.reading.csv.scan_batches import Questions, ScanQuestions, ScanRequest, ScanResult
from hiraku.reading.files.data_file import DataFile
from hiraku.reading.loaded_table import LoadedTable, finished
from hiraku.reading.scanned_table import scanned_table


def no_questions(_file: DataFile, _labels: tuple[str, ...]) -> ScanQuestions:
    return ScanQuestions()


def request_for(file: DataFile, questions: Questions) -> ScanRequest:
    """Return what to ask of a file, by its header; raise `NotPlain` where it has none to read."""
    header, labels = header_of(file)
    return ScanRequest(file, header, labels, questions(file, labels))


def request_if_plain(file: DataFile, questions: Questions) -> ScanRequest | None:
    """Return what to ask of a file; None where it cannot be read as it stands."""
    try:
        return request_for(file, questions) if file.plain else None
    except (Refused, UnicodeDecodeError, NotPlain):
        return None


def in_place_table(
    file: DataFile, questions: Questions, connection: engine.DuckDBPyConnection, scratch: Path
) -> LoadedTable | None:
    """Return the file as a table, None where DuckDB does not read it as it stands."""
    request = request_for(file, questions)
    if table := _by_lines(request, connection, scratch):
        return table
    closely = file.looked_at_closely()
    return _by_cells(request if closely is file else request_for(closely, questions), connection)


def _by_lines(
    request: ScanRequest, connection: engine.DuckDBPyConnection, scratch: Path
) -> LoadedTable | None:
    """Answer by whole lines what can be, and ask the cells for the rest only."""
    table = LineReading(request, connection, scratch).table()
    if not table:
        return None
    unknown = {name: sql for name, sql in request.questions.items() if name not in table.answers}
    if not unknown:
        return table
    rest = replace(request, inquiry=ScanQuestions(unknown))
    result = scan_result(rest, table, connection)
    if request.file.survey.plain and not table.problems:
        read = in_one_pass(rest, result)
    else:
        read = _demand_all_rows(table, result)
    return read and replace(table, answers={**table.answers, **result.answers})


def _by_cells(request: ScanRequest, connection: engine.DuckDBPyConnection) -> LoadedTable | None:
    if not request.file.survey.plain:
        return None
    table = scanned_table(request.file, request.labels)
    return in_one_pass(request, scan_result(request, table, connection))


def scan_result(
    request: ScanRequest, table: LoadedTable, connection: engine.DuckDBPyConnection
) -> ScanResult:
    """Ask a table what a request wants to know."""
    counts: tuple[Any, ...] = ()
    for selected in request.selections:
        query = f"SELECT {selected} FROM {table.unnumbered_sql}"
        counts += connection.execute(query).fetchone() or ()
    return request.result(counts)


def in_one_pass(request: ScanRequest, result: ScanResult) -> LoadedTable | None:
    """Return the file as a table, None where DuckDB did not read it as it stands."""
    file, counted = request.file, result.counted
    if counted.shortest == 0 or counted.longest > MAX_CELL_BYTES:
        return None
    if not _whole(file, request.header, len(request.labels), counted):
        return None
    table = scanned_table(file, request.labels, lines_in_cells=counted.breaking)
    return finished(replace(table, rows=counted.rows, answers=result.answers))


def _demand_all_rows(table: LoadedTable, result: ScanResult) -> LoadedTable:
    """Return the table; raise `NotPlain` where DuckDB did not read as many rows as there are."""
    if result.counted.rows != table.rows or result.counted.longest > MAX_CELL_BYTES:
        raise NotPlain
    return table


def _whole(file: DataFile, header: bytes, columns: int, counted: Counted) -> bool:
    """Tell whether DuckDB left nothing out; the bytes tell, or where cells quote, their grammar."""
    dialect = file.resource.dialect
    if counted.quoting:
        return well_formed(file.path, file.start, dialect, columns)
    return bytes_add_up(file.survey, dialect, header, columns, counted)
