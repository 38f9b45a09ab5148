"""The SQL of a scan: a UTF-8 file as DuckDB reads it where it lies, strictly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hiraku.model import Dialect
from hiraku.sql import file_literal, literal, name


def scan(
    path: Path | Sequence[Path], columns: dict[str, str], dialect: Dialect, **special: str
) -> str:
    """Return a strict scan of UTF-8 files: nothing is guessed. `special` are further options."""
    typed = ", ".join(f"{name(column)}: {literal(kind)}" for column, kind in columns.items())
    quote = literal(dialect.quote_char)
    options = {
        "columns": f"{{{typed}}}",
        "delim": literal(dialect.delimiter),
        "quote": quote,
        "escape": quote,
        "header": "false",
        "auto_detect": "false",
        "strict_mode": "true",
        "null_padding": "false",
        "allow_quoted_nulls": "false",
        "hive_partitioning": "false",
        "compression": "'none'",
    }
    written = ", ".join(f"{key}={value}" for key, value in (options | special).items())
    paths = [path] if isinstance(path, Path) else path
    listed = ", ".join(map(file_literal, paths))
    return f"read_csv([{listed}], {written})"


def texts(
    path: Path | Sequence[Path], names: Sequence[str], dialect: Dialect, **special: str
) -> str:
    """Return a scan of every row below the header; an empty cell is an empty text, never NULL."""
    listed = ", ".join(map(literal, names))
    special |= {"skip": str(int(dialect.header)), "force_not_null": f"[{listed}]"}
    return scan(path, dict.fromkeys(names, "VARCHAR"), dialect, **special)


def numbered(
    path: Path, columns: int, dialect: Dialect, *, lines_in_cells: bool = False, **special: str
) -> str:
    """Return a query of the whole file: each row with its number and the line it begins on."""
    skipped = int(dialect.header)
    names = [f"c{position}" for position in range(1, columns + 1)]
    scanned = texts(path, names, dialect, **special)
    rows = f"SELECT row_number() OVER () + {skipped} AS row, * FROM {scanned}"
    line = "row"
    if lines_in_cells:
        breaks = ", ".join(f"strlen({c}) - strlen(replace({c}, chr(10), ''))" for c in names)
        before = "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
        line = f"(row + coalesce(sum(list_sum([{breaks}])) OVER ({before}), 0))::BIGINT"
    return f"(SELECT row, {line} AS line, {', '.join(names)} FROM ({rows}))"
