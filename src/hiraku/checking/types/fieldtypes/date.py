"""Calendar dates, ISO 8601: 2022-08-31, or in the pattern that the field declares."""

from collections.abc import Sequence
from typing import Any

from hiraku.checking.types.strptime import pattern
from hiraku.languages import Message
from hiraku.model import Field

title = Message("types.date")
json_type = ("string",)


def acquits(column: str, field: Field) -> str:
    if field.format in {"default", "any"}:
        # Other years than 1 to 9999, and what has no end, are written longer or shorter.
        return f"(strlen({column}) = 10 AND TRY_CAST({column} AS DATE)::VARCHAR = {column})"
    read = pattern("date", field.format)
    return f"({read.date(column)} >= DATE '0001-01-01')" if read else "false"


def canonical(value: Any, text: str, field: Field) -> str:
    """Return the ISO date, or the text where it is as the declared pattern writes it."""
    if field.format in {"default", "any"}:
        return str(value.isoformat())
    read = pattern("date", field.format)
    return text if not read or read.fits(text) else str(value.strftime(field.format))


def value(column: str, field: Field) -> str:
    """Return a DATE; the text itself where the pattern is only the judge's to read."""
    if field.format in {"default", "any"}:
        return f"TRY_CAST({column} AS DATE)"
    read = pattern("date", field.format)
    return read.date(column) if read else column


def measures(value: str, field: Field) -> tuple[str, ...]:
    del value, field
    return ()


def parquet_type(field: Field, measured: Sequence[int | None]) -> str:
    del measured
    known = field.format in {"default", "any"} or pattern("date", field.format)
    return "DATE" if known else "VARCHAR"


def json(value: str, field: Field) -> str:
    del field
    return f"to_json({value}::VARCHAR)::VARCHAR"
