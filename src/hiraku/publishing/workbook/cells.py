"""Which texts Excel holds as true numbers, dates, times and truth values without losing a digit.

Excel keeps 15 digits, knows no day before 1900-01-01, takes 1900 for a leap year (so that days
before March are told differently by other programs) and has no time zones. What it cannot hold
exactly is not converted: it stays the text that it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import NamedTuple

from hiraku.model import Field

DIGITS = 15
DECIMALS = 15
FIRST_DAY = "1900-03-01"
TEXT = "@"

_NUMBER = re.compile(r"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATETIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}")

Value = str | float | bool | date | time


class Cell(NamedTuple):
    """A value as Excel holds it, and the number format that shows it as the text it came from."""

    value: Value
    format: str = TEXT


def reader(field: Field) -> Callable[[str], Cell]:
    """Return what makes a cell of a valid text of the field; missing values stay texts."""
    missing = {each.value for each in field.missing_values}
    make = _MAKERS.get(field.type, _text)
    return lambda text: _text(text, field) if text in missing else make(text, field)


def _text(text: str, field: Field) -> Cell:
    del field
    return Cell(text)


def _number(text: str, field: Field) -> Cell:
    """A number whose digits all survive: `%.16G` is what the file will say."""
    del field
    found = _NUMBER.fullmatch(text)
    if not found:
        return Cell(text)
    sign, whole, decimals = found[1], found[2], found[3] or ""
    digits = (whole + decimals).lstrip("0")
    if len(digits) > DIGITS or len(decimals) > DECIMALS or (sign and not digits.strip("0")):
        return Cell(text)
    value = float(text)
    exact = f"{float(f'{value:.16G}'):.{len(decimals)}f}" == text
    return (
        Cell(value, "0" + ("." + "0" * len(decimals) if decimals else "")) if exact else Cell(text)
    )


def _boolean(text: str, field: Field) -> Cell:
    return Cell(text in field.descriptor.get("trueValues", ("true",)), "General")


def _date(text: str, field: Field) -> Cell:
    del field
    if _DATE.fullmatch(text) and text >= FIRST_DAY:
        return Cell(date.fromisoformat(text), "yyyy-mm-dd")
    return Cell(text)


def _datetime(text: str, field: Field) -> Cell:
    del field
    if _DATETIME.fullmatch(text) and text >= FIRST_DAY:
        return Cell(datetime.fromisoformat(text), 'yyyy-mm-dd"T"hh:mm:ss')
    return Cell(text)


def _time(text: str, field: Field) -> Cell:
    del field
    return Cell(time.fromisoformat(text), "hh:mm:ss") if _TIME.fullmatch(text) else Cell(text)


_MAKERS: dict[str, Callable[[str, Field], Cell]] = {
    "integer": _number,
    "number": _number,
    "year": _number,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
}
