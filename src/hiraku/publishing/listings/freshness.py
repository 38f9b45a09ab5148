"""Is a dataset as fresh as its publisher promised? The next due date, by `updateFrequency`.

The promise counts from the last change of the data. Frequencies that promise no date (`continuous`,
`irregular`, `as-needed`, `never`, `unknown`) have none. What is due is judged as of a date that
belongs to the content, never as of the day of the build: the site of a commit stays the same.
"""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta
from msgspec import Struct

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

    `due` is empty where none is promised.
    """

    frequency: str | None
    changed: str
    due: str = ""
    overdue: bool = False

    @property
    def promised(self) -> bool:
        return bool(self.due)


def freshness(frequency: str | None, changed: str, as_of: str) -> Freshness:
    """Judge as of a date; the due date itself is still in time. Dates are ISO 8601."""
    due = due_date(frequency, changed)
    return Freshness(frequency, changed, due, overdue=bool(due) and due < as_of[:10])


def due_date(frequency: str | None, changed: str) -> str:
    """Return the last day on which the promise is still kept; months end where they end."""
    period = PERIODS.get(frequency or "")
    if not period or not changed:
        return ""
    try:
        return (date.fromisoformat(changed[:10]) + period).isoformat()
    except (ValueError, OverflowError):
        return ""
