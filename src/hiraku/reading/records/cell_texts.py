"""Typed values of spreadsheets and JSON as the text that a reader sees and the judge reads.

Tables are judged by their texts, whatever file they stand in: a whole number has no `.0`, a date
is in the form of ISO 8601, a float has the 15 digits that a spreadsheet shows.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from hiraku.model import Field, Schema

_SHOWN_DIGITS = 15
_LONGEST = 40


class Number(str):
    """A number of a JSON text, as it is written there."""

    __slots__ = ()


def cell_text(value: Any, field: Field | None = None) -> str:
    """Return the text of a cell; what is nothing becomes the first declared missing value."""
    if value is None or value == "":
        return _missing(field)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | time | timedelta):
        return _timed(value, field)
    if isinstance(value, Number | int | float):
        return _number(value)
    return value if isinstance(value, str) else _nested(value)


def _nested(value: Any) -> str:
    """Return a list or an object as JSON; numbers stay as they are written."""
    if isinstance(value, dict):
        members = (f"{_nested(str(key))}: {_nested(member)}" for key, member in value.items())
        return f"{{{', '.join(members)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_nested, value))}]"
    return str(value) if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)


def writer(schema: Schema | None, labels: list[str]) -> Callable[[int, Any], str]:
    """Return what writes a value of the column at a position (from 0) by its field."""
    fields = [schema.field_named(label) if schema else None for label in labels]
    return lambda at, value: cell_text(value, fields[at] if at < len(fields) else None)


def _missing(field: Field | None) -> str:
    declared = [missing.value for missing in field.missing_values] if field else []
    return declared[0] if declared and "" not in declared else ""


def _number(value: Number | float) -> str:
    """Return a number without an exponent and, where it is whole, without a fraction."""
    exact = isinstance(value, Number)
    try:
        number = Decimal(value) if exact else Decimal(f"{value:.{_SHOWN_DIGITS}g}")
    except InvalidOperation:  # JSON knows no bound of exponents, decimals do
        return str(value)
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST:
        return str(value)
    whole, _, fraction = f"{number:f}".partition(".")
    shown = fraction if exact else fraction.rstrip("0")
    return f"{whole}.{shown}" if fraction.strip("0") else whole


def _timed(value: date | time | timedelta, field: Field | None) -> str:
    if field and field.type == "time" and isinstance(value, timedelta):
        value = _of_day(value)
    if field and "%" in field.format and not isinstance(value, timedelta):
        return _in_format(value, field)
    type_ = field.type if field else None
    if isinstance(value, date):
        return f"{value:%Y-%m}" if type_ == "yearmonth" else _moment(value, field)
    if isinstance(value, timedelta):
        return _duration(value) if type_ == "duration" else _clock(value)
    return value.replace(microsecond=0).isoformat()


def _of_day(value: timedelta) -> time | timedelta:
    """Return a time of day where it is none that has passed: OpenDocument writes both alike."""
    within = timedelta() <= value < timedelta(days=1)
    return (datetime(1, 1, 1) + value).time() if within else value  # noqa: DTZ001 - no day


def _duration(value: timedelta) -> str:
    """Return the time that has passed as ISO 8601 writes it: `PT30H5M`."""
    sign = "-" if value < timedelta() else ""
    minutes, seconds = divmod(round(abs(value).total_seconds()), 60)
    parts = zip((minutes // 60, minutes % 60, seconds), "HMS", strict=True)
    return f"{sign}PT" + ("".join(f"{part}{unit}" for part, unit in parts if part) or "0S")


def _in_format(value: date | time, field: Field) -> str:
    """Write a typed cell in the pattern of its field: by itself it is in none."""
    if field.type == "datetime" and not isinstance(value, datetime) and isinstance(value, date):
        value = datetime.combine(value, time())
    return value.strftime(field.format)


def _moment(value: date, field: Field | None) -> str:
    type_ = field.type if field else None
    if not isinstance(value, datetime):
        return f"{value.isoformat()}T00:00:00" if type_ == "datetime" else value.isoformat()
    if value.time() == time() and type_ != "datetime":
        return value.date().isoformat()
    return value.replace(microsecond=0).isoformat()


def _clock(value: timedelta) -> str:
    hours, rest = divmod(round(value.total_seconds()), 3600)
    return f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"
