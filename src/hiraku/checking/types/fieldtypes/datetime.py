"""Dates with a time, ISO 8601: 2022-08-31T13:30:00, with Z or an offset where it is known.

The value is ISO text, which keeps the offset; `parquet_type` says what holds the moment.
"""

import re
from collections.abc import Sequence
from typing import Any

from hiraku.checking.types.comparison import as_texts
from hiraku.checking.types.field_type import Excel, FieldType, Order
from hiraku.checking.types.strptime import Pattern, pattern
from hiraku.languages import Message
from hiraku.model import Field

_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_CLOCK = (
    "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(\.[0-9]{1,6})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?"
)
_LOCAL = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\.[0-9]+)?"
# DuckDB reads offsets of less than 16 hours; years at the ends may leave the calendar in UTC.
_OFFSET = r"(Z|[+-](0[0-9]|1[0-5]):[0-9]{2})"

_SECONDS = "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}"
_JSON_PATTERN = (
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})?$"
)


def _acquits(column: str, field: Field) -> str:
    if field.format in {"default", "any"}:
        day = f"left({column}, 10)"
        written = f"TRY_CAST({day} AS DATE)::VARCHAR = {day}"
        return f"({written} AND regexp_full_match(substr({column}, 11), '{_CLOCK}'))"
    read = pattern("datetime", field.format)
    return f"({read.date(column)} >= DATE '0001-01-01')" if read else "false"


def _canonical(value: Any, text: str, field: Field) -> str:
    if field.format in {"default", "any"}:
        iso = str(value.isoformat()).replace("+00:00", "Z")
        return text if _ISO.fullmatch(text) else iso
    read = pattern("datetime", field.format)
    return text if not read or read.fits(text) else str(value.strftime(field.format))


def _compared(column: str, field: Field) -> str:
    """Compare moments with an offset in UTC, others as ISO writes them, the rest as it stands."""
    read = pattern("datetime", field.format)
    if read:
        return f"coalesce({_moment(read, column)}, {column})"
    if field.format not in {"default", "any"}:
        return column
    written = f"regexp_full_match({column}, '{_SECONDS}([.][0-9]{{1,6}})?"
    utc = f"epoch_us(TRY_CAST({column} AS TIMESTAMPTZ))::VARCHAR"
    local = f"TRY_CAST({column} AS TIMESTAMP)::VARCHAR"
    known = f"CASE WHEN {written}') THEN {local} WHEN {written}{_OFFSET}') THEN {utc} END"
    return f"coalesce({known}, {column})"


def _moment(read: Pattern, column: str) -> str:
    return f"({read.date(column)} || 'T' || {read.time(column)})"


def _value(column: str, field: Field) -> str:
    read = None if field.format in {"default", "any"} else pattern("datetime", field.format)
    return _moment(read, column) if read else column


def _measures(value: str, _field: Field) -> tuple[str, ...]:
    """Tell whether it is local, with an offset, or neither."""
    local = f"regexp_full_match({value}, {_quoted(_LOCAL)})"
    offset = f"(regexp_full_match({value}, {_quoted(_LOCAL + _OFFSET)})"
    offset += f" AND {value} BETWEEN '0002' AND '9999')"
    return f"{local}::BIGINT", f"{offset}::BIGINT", f"(NOT {local} AND NOT {offset})::BIGINT"


def _parquet_type(_field: Field, measured: Sequence[int | None]) -> str:
    """Return text where moments with and without an offset are mixed: one type holds not both."""
    local, offset, other = measured
    if other or (local and offset):
        return "VARCHAR"
    return "TIMESTAMPTZ" if offset else "TIMESTAMP"


def _quoted(expression: str) -> str:
    return f"'{expression}'"


field_type = FieldType(
    title=Message("types.datetime"),
    acquits=_acquits,
    canonical=_canonical,
    compared=_compared,
    value=_value,
    measures=_measures,
    parquet_type=_parquet_type,
    wrong_example=Message("examples.no-datetime"),
    date_parts=3,
    order=Order.OF_VALUES,
    filled_from_today=True,
    compares=as_texts(_SECONDS, of_one_length=True),
    json_shape={"pattern": _JSON_PATTERN},
    csvw="dateTime",
    croissant="sc:DateTime",
    excel=Excel.MOMENT,
)
