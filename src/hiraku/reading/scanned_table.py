"""The table that DuckDB reads from a file where it lies."""

from __future__ import annotations

import os

from msgspec.structs import replace

from hiraku.reading.csv.first_record import LINE_BYTES
from hiraku.reading.csv.scan import numbered, texts
from hiraku.reading.files.data_file import DataFile
from hiraku.reading.loaded_table import LoadedTable

PIECE = 4_000_000
LEAST_PIECE = LINE_BYTES


def scanned_table(
    file: DataFile, labels: tuple[str, ...], *, lines_in_cells: bool = False
) -> LoadedTable:
    """Return the table; `lines_in_cells` tells whether a cell may have a line end."""
    dialect = file.resource.dialect
    name = numbered(file.path, len(labels), dialect, lines_in_cells=lines_in_cells)
    table = LoadedTable(file.relation, name, file.place.file, labels)
    return replace(
        table, unnumbered_sql=texts(file.path, table.columns, dialect, **_in_pieces(file))
    )


def _in_pieces(file: DataFile) -> dict[str, str]:
    """Let all processors read a file in pieces that stay in their caches.

    By itself DuckDB takes pieces of 8 MB, so that one processor would read a file of 8 MB alone.
    """
    if file.survey.size <= LEAST_PIECE:
        return {}
    piece = max(LEAST_PIECE, file.survey.size // (os.cpu_count() or 1) + 1)
    return {"buffer_size": str(min(piece, PIECE))}
