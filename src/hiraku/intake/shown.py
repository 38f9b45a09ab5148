"""The text that a cell shows: the value under its number format, as far as it matters here.

Numbers keep up to 15 digits, as Excel shows them; percent formats multiply; dates become
ISO 8601. What a format adds for looks (▲, 円, 千) is left to the rules, which read the format.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hiraku.intake.sheets import Value

_DIGITS = 15


def shown(value: Value, number_format: str = "General") -> str:
    """Return the text of a value: `46.8%` for 0.468 under `0.0%`, `2022-08-31` for a date."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return percent(value) if _is_percent(number_format) else plain(value)
    return value if isinstance(value, str) else moment_text(value)


def moment_text(value: date | datetime | time | timedelta) -> str:
    """Return ISO 8601; an elapsed time as hours, minutes and seconds, `36:05:00`."""
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    return value.isoformat()


def plain(value: float) -> str:
    """Return a number without exponent: 1e15 is 1000000000000000, 0.1 + 0.2 is 0.3."""
    text = str(value) if isinstance(value, int) else f"{value:.{_DIGITS}g}"
    if "e" not in text:
        return text
    whole = f"{float(text):.20f}".rstrip("0").rstrip(".")
    return whole if float(whole or 0) == float(text) else text


def percent(value: float) -> str:
    return f"{plain(float(f'{value * 100:.{_DIGITS}g}'))}%"


def _is_percent(number_format: str) -> bool:
    return "%" in number_format
