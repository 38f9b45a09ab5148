"""Dates of a description that are still to come, though they tell of what has happened.

A machine's clock may be wrong, and a day begins earlier in Japan than where checks run: so a day is
granted, and only what no clock explains is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hiraku.description import Key
from hiraku.model import Dataset
from hiraku.problems import Place, Problem, Severity

_GRANTED = timedelta(days=1)
# Farther away a year is mistyped: no clock is so wrong.
_YEARS = 10


def future_dates(dataset: Dataset, today: date) -> Iterator[Problem]:
    """Yield each date of what has happened that lies beyond `today`."""
    latest = (today + _GRANTED).isoformat()
    for keys, day in _told(dataset):
        if day > latest:
            line = dataset.origin.line(*keys)
            place = Place(dataset.origin.file, line=line, key=".".join(map(str, keys)))
            far = int(day[:4]) - today.year > _YEARS
            severity = Severity.ERROR if far else Severity.WARNING
            values = {"key": str(place.key), "found": day}
            yield Problem("date-in-future", place, values, severity=severity)


def _told(dataset: Dataset) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Yield the keys and the day of each date that tells of what has happened."""
    yield ("created",), (dataset.created or "")[:10]
    yield ("modified",), dataset.modified or ""
    for number, correction in enumerate(dataset.corrections):
        yield ("corrections", number, "date"), correction.date
        yield ("corrections", number, "since"), correction.since
