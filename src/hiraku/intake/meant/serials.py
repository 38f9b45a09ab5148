"""Serial numbers of a spreadsheet as dates and times, and what no date has.

ISO/IEC 29500-1, 18.17.4: days since 1899-12-31, with a 29 February 1900 that never was (serial
60), or days since 1904-01-01. Excel shows no date for a negative serial.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

_DAY = 86_400_000
_LAST = 2_958_465  # 9999-12-31
_BETWEEN = 1462  # days from 1900 to 1904


def moment(serial: float, kind: str, *, from_1904: bool) -> date | datetime | time | None:
    """Return what a serial means under a format of a kind; None where it is no day.

    Errors: none are raised; serial 60, negative serials and those after 9999 are no days.
    """
    last = _LAST - _BETWEEN if from_1904 else _LAST
    if not 0 <= serial <= last + 1:
        return None
    days, milliseconds = divmod(round(serial * _DAY), _DAY)
    if days > last:
        return None
    if kind == "time":
        return _clock(milliseconds)
    day = _day(days, from_1904=from_1904)
    if day is None:
        return None
    if kind == "date" and not milliseconds:
        return day
    return datetime.combine(day, time()) + timedelta(milliseconds=milliseconds)


def _day(days: int, *, from_1904: bool) -> date | None:
    if from_1904:
        return date(1904, 1, 1) + timedelta(days=days)
    if days in (0, 60):
        return None
    return date(1899, 12, 31) + timedelta(days=days if days < 60 else days - 1)  # noqa: PLR2004


def _clock(milliseconds: int) -> time:
    seconds, rest = divmod(milliseconds, 1000)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60, rest * 1000)


def elapsed(serial: float) -> timedelta | None:
    """Return a time that has passed; None for one longer than 9,999 years."""
    if abs(serial) > _LAST:
        return None
    return timedelta(milliseconds=round(serial * _DAY))
