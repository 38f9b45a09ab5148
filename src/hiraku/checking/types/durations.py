"""The order of durations, which is partial: a month is neither more nor less than 30 days.

One is less than another where it ends earlier from each of four dates (XML Schema 1.1 part 2,
3.3.6.2, which Table Schema follows). Of two that no such rule tells apart, none is less.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

# The dates of the standard: between them lie a leap year, a common one and months of all lengths.
_STARTS = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
_CYCLE, _CYCLE_MONTHS = timedelta(days=146_097), 4800


def is_ordered(value: Any) -> bool:
    """Tell whether a value can be compared at all: its months must be whole (`P0.5M` is none)."""
    months = _months(value)
    return bool(months == int(months))


def order(left: Any, right: Any) -> int | None:
    """Return -1, 0 or 1 as `left` is less than, equal to or more than `right`; else None."""
    if _months(left) == _months(right):
        return _sign(_rest(left) - _rest(right))
    if not (is_ordered(left) and is_ordered(right)):
        return None
    try:
        signs = {_sign(_end(left, start) - _end(right, start)) for start in _STARTS}
    except OverflowError:  # of more than a billion days
        return None
    return signs.pop() if len(signs) == 1 else None


def _end(value: Any, start: tuple[int, int]) -> timedelta:
    """Return the moment at which it ends; the calendar repeats itself after 400 years."""
    year, month = start
    cycles, months = divmod(year * 12 + month - 1 + int(_months(value)), _CYCLE_MONTHS)
    day = date(2000 + months // 12, months % 12 + 1, 1) - date(2000, 1, 1)
    return cycles * _CYCLE + day + _rest(value)


def _months(value: Any) -> Any:
    return 0 if isinstance(value, timedelta) else value.years * 12 + value.months


def _rest(value: Any) -> timedelta:
    rest = value if isinstance(value, timedelta) else value.tdelta
    return timedelta() + rest


def _sign(difference: timedelta) -> int:
    return (difference > timedelta()) - (difference < timedelta())


def _held(orders: set[int]) -> Callable[[Any, Callable[[Any], Any]], Callable[[Any], bool]]:
    """Return what holds a bound: the orders that a value may have to it."""

    def held(wanted: Any, read: Callable[[Any], Any]) -> Callable[[Any], bool]:
        bound = read(wanted)
        return lambda value: order(value, bound) in orders

    return held


HELD = {
    "minimum": _held({0, 1}),
    "maximum": _held({0, -1}),
    "exclusiveMinimum": _held({1}),
    "exclusiveMaximum": _held({-1}),
}
