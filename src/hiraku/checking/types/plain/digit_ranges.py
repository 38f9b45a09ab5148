"""Ranges of numbers, years and days as regular expressions that RE2 and Python read alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

FIRST_YEAR, LAST_YEAR = 1900, 2099
NOTHING = r"[^\s\S]"
_MOST = 10**10 - 1
_FRACTION = r"\.[0-9]{1,11}"
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[1-9][0-9]{3}")


def either(forms: Iterable[str]) -> str:
    """Return a group of alternatives; where there are none it matches nothing."""
    return f"(?:{'|'.join(forms) or NOTHING})"


def between(low: str, high: str) -> str:
    """Return the texts of so many digits from `low` to `high`, which are of one length."""
    first, last, rest = int(low[0]), int(high[0]), len(low) - 1
    if not rest:
        return f"[{first}-{last}]"
    if first == last:
        return f"{first}{between(low[1:], high[1:])}"
    parts = []
    if low[1:].strip("0"):
        parts.append(f"{first}{between(low[1:], '9' * rest)}")
        first += 1
    if high[1:].strip("9"):
        parts.append(f"{last}{between('0' * rest, high[1:])}")
        last -= 1
    if first <= last:
        parts.append(f"[{first}-{last}][0-9]{{{rest}}}")
    return either(parts)


def naturals(low: int, high: int) -> str:
    """Return the numbers from `low`, which is not negative, to `high`, without leading zeros."""
    lengths = range(len(str(low)), len(str(high)) + 1) if low <= high else ()
    return either(
        between(
            str(max(low, 10 ** (length - 1) if length > 1 else 0)), str(min(high, 10**length - 1))
        )
        for length in lengths
    )


def whole_numbers(low: str | None, high: str | None) -> str | None:
    """Return whole numbers of ten digits at most within bounds; None where a bound is no number."""
    bounds = _numbers(low, high)
    if not bounds:
        return None
    least = int(bounds[0].to_integral_value(ROUND_CEILING))
    most = int(bounds[1].to_integral_value(ROUND_FLOOR))
    negative = f"-{naturals(max(1, -most), -least)}"
    return either([naturals(max(0, least), most), negative])


def decimals(low: str | None, high: str | None) -> str | None:
    """Return decimal numbers within bounds; None where a bound is no number.

    Those between a bound that is not whole and the next whole number are left out.
    """
    bounds = _numbers(low, high)
    if not bounds:
        return None
    least = int(bounds[0].to_integral_value(ROUND_CEILING))
    most = int(bounds[1].to_integral_value(ROUND_FLOOR))
    whole = whole_numbers(str(least), str(most)) or NOTHING
    above = naturals(max(0, least), most - 1)
    below = naturals(max(0, -most), -least - 1)
    highest = [rf"{most}\.0{{1,11}}"] if max(0, least) <= most else []
    return either([whole, f"{above}{_FRACTION}", f"-{below}{_FRACTION}", *highest])


def _numbers(low: str | None, high: str | None) -> tuple[Decimal, Decimal] | None:
    if not all(bound is None or _NUMBER.fullmatch(bound) for bound in (low, high)):
        return None
    return max(Decimal(low or -_MOST), Decimal(-_MOST)), min(Decimal(high or _MOST), Decimal(_MOST))


def dates(low: str | None, high: str | None) -> str | None:
    """Return ISO dates of two centuries within bounds; None where a bound is no date."""
    try:
        first, last = (
            bound and date.fromisoformat(bound if _DAY.fullmatch(bound) else "")
            for bound in (low, high)
        )
    except ValueError:
        return None
    return days(first or date.min, last or date.max)


def years(low: str | None, high: str | None) -> str | None:
    """Return years of four digits within bounds; None where a bound is no such year."""
    first, last = low or "1000", high or "9999"
    known = _YEAR.fullmatch(first) and _YEAR.fullmatch(last)
    return naturals(int(first), int(last)) if known else None


def days(first: date, last: date) -> str:
    """Return the days from one to another as ISO 8601 writes them; none of other centuries."""
    first = max(first, date(FIRST_YEAR, 1, 1))
    last = min(last, date(LAST_YEAR, 12, 31))
    if first > last:
        return either(())
    if first.year == last.year:
        return _within_a_year(first, last)
    parts = [
        _within_a_year(first, date(first.year, 12, 31)),
        _within_a_year(date(last.year, 1, 1), last),
    ]
    if last.year - first.year > 1:
        parts += _whole_years(first.year + 1, last.year - 1)
    return either(parts)


def _whole_years(first: int, last: int) -> Iterator[str]:
    yield f"{between(str(first), str(last))}-{_within_months(date(2001, 1, 1), date(2001, 12, 31))}"
    leaps = [str(year) for year in range(first, last + 1) if _is_leap(year)]
    if leaps:
        yield f"{either(leaps)}-02-29"


def _within_a_year(first: date, last: date) -> str:
    return f"{first.year}-{_within_months(first, last)}"


def _within_months(first: date, last: date) -> str:
    return either(
        f"{month:02}-{between(f'{_first_day(month, first):02}', f'{_last_day(month, last):02}')}"
        for month in range(first.month, last.month + 1)
    )


def _first_day(month: int, first: date) -> int:
    return first.day if month == first.month else 1


def _last_day(month: int, last: date) -> int:
    if month == last.month:
        return last.day
    return (date(last.year, month + 1, 1) - date(last.year, month, 1)).days


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
