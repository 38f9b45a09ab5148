"""The line of a municipality over time beside that of the whole area, in pixels of a small drawing.

Vega would take longer for a page of each of some hundred municipalities than all else together;
what is drawn here is one line, another one and a few marks at known places.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from hiraku.publishing.site.published.municipality import AreaFigure
from hiraku.publishing.tables.round_numbers import ticks, written

WIDTH, HEIGHT, TOP, LEFT, RIGHT = 400, 150, 16, 36, 112
_LEAST = 3
# A label is two lines high: a name and a value.
_APART = 34
_STEPS = 4


class AreaLine(Struct, frozen=True):
    """Lines as the `points` of an SVG polyline, and where each ends; `whole` may be empty.

    `scale` are round values: where they stand from the top, and how they are written. `years` are
    the first days of years: where they stand from the left, and the year.
    """

    own: str
    whole: str
    own_start: tuple[float, float]
    own_end: tuple[float, float]
    whole_end: tuple[float, float] | None
    own_label: float
    whole_label: float
    scale: tuple[tuple[float, str], ...]
    years: tuple[tuple[float, int], ...]


def line_of(figure: AreaFigure) -> AreaLine | None:
    """Return the line; None where there are too few points, or values below zero."""
    moments = sorted({*figure.own, *figure.whole})
    values = [float(value) for series in (figure.own, figure.whole) for value in series.values()]
    if len(figure.own) < _LEAST or min(values) < 0 or not max(values):
        return None
    first, last = _day(moments[0]), _day(moments[-1])
    steps = ticks(values, _STEPS)
    scale = (first, (last - first).days or 1, steps[-1])
    own, whole = _placed(figure.own, *scale), _placed(figure.whole, *scale)
    own_label, whole_label = _labels(own[-1][1], whole[-1][1] if whole else None)
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    return AreaLine(
        _points(own),
        _points(whole),
        own[0],
        own[-1],
        whole[-1] if whole else None,
        own_label,
        whole_label,
        tuple((_y(step, steps[-1]), written(step, figure.field.stated_unit)) for step in steps),
        tuple((_x(day, *scale[:2]), day.year) for day in years),
    )


def _day(moment: str) -> date:
    return date.fromisoformat((moment + "-01-01")[:10])


def _x(day: date, first: date, days: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / days, 1)


def _y(value: float, highest: float) -> float:
    return round(TOP + HEIGHT * (1 - value / highest), 1)


def _placed(
    series: Mapping[str, str], first: date, days: int, highest: float
) -> list[tuple[float, float]]:
    return [
        (_x(_day(moment), first, days), _y(float(value), highest))
        for moment, value in series.items()
    ]


def _points(places: list[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in places)


def _labels(own: float, whole: float | None) -> tuple[float, float]:
    """Return the heights of both labels, apart from each other."""
    if whole is None or abs(own - whole) >= _APART:
        return own, whole or 0.0
    middle = max((own + whole) / 2, TOP + _APART / 2)
    above, below = middle - _APART / 2, middle + _APART / 2
    return (above, below) if own <= whole else (below, above)
