"""Parquet by DuckDB: the number of rows from the file's end, and the rows that are asked for."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from hiraku import engine
from hiraku.publishing.release.readers.rows import SampledRows
from hiraku.sql import file_literal, name

_MEMORY = "256MB"


def read(path: Path, wanted: Collection[int]) -> SampledRows:
    """Return the rows; raise `ValueError` where the file cannot be read."""
    try:
        return _read(_connection(), path, wanted)
    except engine.Error as error:
        raise ValueError(str(error)) from error


@cache
def _connection() -> engine.DuckDBPyConnection:
    return engine.connect(_MEMORY, tempfile.gettempdir())


def _read(
    connection: engine.DuckDBPyConnection, path: Path, wanted: Collection[int]
) -> SampledRows:
    file = f"read_parquet({file_literal(path)}, file_row_number = true)"
    types = connection.execute(f"DESCRIBE SELECT * EXCLUDE file_row_number FROM {file}")
    columns = {column: kind for column, kind, *_ in types.fetchall()}
    (total,) = connection.execute(f"SELECT count(*) FROM {file}").fetchone() or (0,)
    texts = ", ".join(_text(column, kind) for column, kind in columns.items())
    held = f"file_row_number IN ({', '.join(map(str, wanted)) or 'NULL'})"
    rows = connection.execute(f"SELECT file_row_number, {texts} FROM {file} WHERE {held}")
    kinds = list(columns.values())
    values = {number: tuple(map(_value, row, kinds)) for number, *row in rows.fetchall()}
    return SampledRows(total, values, tuple(columns))


def _text(column: str, kind: str) -> str:
    if kind.endswith("[]"):
        return f"list_transform({name(column)}, lambda x: x::VARCHAR)::JSON::VARCHAR"
    return f"{name(column)}::VARCHAR"


def _value(text: str | None, kind: str) -> Any:
    if text is None:
        return None
    if kind.endswith("[]"):
        return [_value(item, kind[:-2]) for item in json.loads(text)]
    return text == "true" if kind == "BOOLEAN" else text
