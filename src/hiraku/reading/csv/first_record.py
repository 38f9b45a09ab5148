"""The first record of a file: its header, and from it the names of the columns."""

from __future__ import annotations

from hiraku.problems import Problem, Refused
from hiraku.reading.csv.csv_text import CsvText
from hiraku.reading.files.data_file import DataFile

MAX_COLUMNS = 2000
MAX_CELL_BYTES = 1024 * 1024
LINE_BYTES = 2 * MAX_CELL_BYTES


class NotPlain(Exception):  # noqa: N818 - no error: the careful way is taken
    """The file has something that DuckDB cannot be trusted with."""


def header_of(file: DataFile) -> tuple[bytes, tuple[str, ...]]:
    """Return the header's line and the labels in it; the line must be one whole record."""
    with file.path.open("rb") as stream:
        stream.seek(file.start)
        line = stream.readline(LINE_BYTES)
    first = next(CsvText(line.decode(), file.resource.dialect).records())
    if first.faults:
        raise NotPlain
    header = line if file.resource.dialect.header else b""
    schema = file.resource.schema
    if not header and schema and len(schema.fields) != len(first.cells):
        raise NotPlain
    return header, named_columns(first.cells, file)


def named_columns(cells: list[str], file: DataFile) -> tuple[str, ...]:
    """Return the header's cells; without a header, the names of the fields in their order."""
    if len(cells) > MAX_COLUMNS:
        raise Refused(Problem("too-many-columns", file.place, {"limit": f"{MAX_COLUMNS:,}"}))
    schema = file.resource.schema
    if not schema:
        return tuple(cells)
    names = [field.name for field in schema.fields]
    if file.resource.dialect.header:
        folded = {} if file.resource.dialect.header_case else {n.casefold(): n for n in names}
        return tuple(folded.get(cell.casefold(), cell) for cell in cells)
    return tuple(names[: len(cells)] + [""] * (len(cells) - len(names)))
