"""Is a dataset as fresh as its publisher promised? The next due date, by `updateFrequency`.

The promise counts from the end of the period that the data cover or, where no period is stated,
from the last change of the data: figures of four years ago are late, however new their commit.
Frequencies that promise no date (`continuous`, `irregular`, `as-needed`, `never`, `unknown`) have
none. What is due is judged as of a date that belongs to the content, never as of the day of the
build: the site of a commit stays the same.
"""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta
from msgspec import Struct

from hiraku.model import Period

_MONTHS = 12

PERIODS = {
    "daily": relativedelta(days=1),
    "weekly": relativedelta(weeks=1),
    "fortnightly": relativedelta(weeks=2),
    "monthly": relativedelta(months=1),
    "quarterly": relativedelta(months=3),
    "biannually": relativedelta(months=6),
    "annual": relativedelta(years=1),
    "biennial": relativedelta(years=2),
}


class Freshness(Struct, frozen=True):
    """`changed` and `due` are the ISO 8601 dates of the last change and of the next promised one.

    `due` is empty where none is promised. `covered` is the last day of the period that the data
    cover, empty where none is stated, and `years` how many whole years ago that was.
    """

    frequency: str | None
    changed: str
    due: str = ""
    overdue: bool = False
    covered: str = ""
    years: int = 0

    @property
    def promised(self) -> bool:
        return bool(self.due)


def freshness(
    frequency: str | None, changed: str, as_of: str, period: Period | None = None
) -> Freshness:
    """Judge as of a date; the due date itself is still in time. Dates are ISO 8601."""
    covered = last_day(period.end) if period else ""
    due = due_date(frequency, covered or changed)
    late = bool(due) and due < as_of[:10]
    return Freshness(frequency, changed, due, late, covered, whole_years(covered, as_of))


def due_date(frequency: str | None, since: str) -> str:
    """Return the last day on which the promise is still kept; months end where they end."""
    period = PERIODS.get(frequency or "")
    if not period or not since:
        return ""
    try:
        return (date.fromisoformat(since[:10]) + period).isoformat()
    except (ValueError, OverflowError):
        return ""


def last_day(moment: str) -> str:
    """Return the last day of an ISO 8601 year, month or day; nothing where it is none."""
    year, _, rest = moment[:10].partition("-")
    month, _, day = rest.partition("-")
    try:
        first = date(int(year), int(month or _MONTHS), int(day or 1))
        end = first if day else first + relativedelta(months=1, days=-1)
    except (ValueError, OverflowError):
        return ""
    return end.isoformat()


def whole_years(since: str, until: str) -> int:
    """Return how many years have gone by from one ISO 8601 date to another, at least 0."""
    try:
        gone = relativedelta(date.fromisoformat(until[:10]), date.fromisoformat(since[:10])).years
    except ValueError:
        return 0
    return max(gone, 0)
