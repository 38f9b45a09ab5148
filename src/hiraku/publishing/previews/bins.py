"""Where the bins of a column begin and end: at round values, told from its two ends alone.

Numbers are counted in the column's smallest step, the last digit that it has; a bin is 1, 2 or 5
times a power of ten of it wide. Bins of dates are a day, a week from Monday, a month or a quarter,
or 1, 2 or 5 times a power of ten of years. The narrowest width is taken that makes 20 bins at most,
and each bin begins at a multiple of its width. It ends with the last value before the next one, so
that every value between the ends is in one bin.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import count

from msgspec import Struct

MOST = 20
_WHOLE = {"BIGINT", "SMALLINT"}
_DATED = {"DATE", "TIMESTAMP"}
_DECIMAL = re.compile(r"DECIMAL\(\d+, (\d+)\)")
_DAYS = (1, 7)


class Bin(Struct, frozen=True):
    """The first and the last value, as texts that the column's SQL type reads."""

    first: str
    last: str


def bins(kind: str, smallest: str, largest: str) -> tuple[Bin, ...]:
    """Return the bins of a column of a SQL type; other types than numbers and dates have none."""
    decimal = _DECIMAL.fullmatch(kind)
    if kind in _WHOLE or decimal:
        return tuple(_of_numbers(smallest, largest, int(decimal[1]) if decimal else 0))
    if kind in _DATED:
        return tuple(_of_dates(*(date.fromisoformat(text[:10]) for text in (smallest, largest))))
    return ()


def _of_numbers(smallest: str, largest: str, scale: int) -> Iterator[Bin]:
    low, high = (int(text.replace(".", "")) for text in (smallest, largest))
    for first, last in _split(low, high, _round()):
        yield Bin(_digits(first, scale), _digits(last, scale))


def _digits(steps: int, scale: int) -> str:
    # Only a decimal made of its text is exact at any length.
    return format(Decimal(f"{steps}e-{scale}"), "f")


def _of_dates(smallest: date, largest: date) -> Iterator[Bin]:
    low, high = (day.toordinal() - 1 for day in (smallest, largest))
    days = [Bin(_day(first), _day(last)) for first, last in _split(low, high, _DAYS)]
    low, high = (day.year * 12 + day.month - 1 for day in (smallest, largest))
    months = (Bin(_first(start), _last(end)) for start, end in _split(low, high, _months()))
    yield from days or months


def _split(low: int, high: int, widths: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the bins of the first width that makes few enough; none where no width does."""
    for width in widths:
        if high // width - low // width < MOST:
            for first in range(low // width * width, high + 1, width):
                yield first, first + width - 1
            return


def _round() -> Iterator[int]:
    return (digit * 10**power for power in count() for digit in (1, 2, 5))


def _months() -> Iterator[int]:
    yield from (1, 3)
    yield from (12 * years for years in _round())


# The calendar has the years 1 to 9999: a bin at its ends is cut there.


def _day(days: int) -> str:
    return date.fromordinal(min(days + 1, date.max.toordinal())).isoformat()


def _first(months: int) -> str:
    return date(max(months // 12, 1), months % 12 + 1, 1).isoformat()


def _last(months: int) -> str:
    year, month = months // 12, months % 12 + 1
    return date(year, month, monthrange(year, month)[1]).isoformat()
