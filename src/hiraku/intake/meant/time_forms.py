"""How a text states a time, and whether a column is one of times."""

from __future__ import annotations

import re
from datetime import date

from hiraku.intake.columns import ColumnView
from hiraku.intake.meant.times import NoSuchDay, meaning
from hiraku.intake.sheets import Cell

_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:]+)?)?)?")
_TWO_DIGITS = re.compile(r"'?[0-9]{2}[/.\-年][0-9]{1,2}([/.\-月][0-9]{1,2}日?)?")
_DAMAGED = re.compile(
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-[0-9]{2}|[0-9]{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
_MONTH_ALONE = re.compile(r"(1[0-2]|[1-9])月([1-9]|[12][0-9]|3[01])?日?")
_HEAD = re.compile(r"年月日|日付|年月|年度|期日|時点|現在|基準日|date|month|year", re.IGNORECASE)
_MOSTLY = 0.5


def is_time(column: ColumnView) -> bool:
    """Most cells mean a time, or the head says so and some do."""
    times = sum(_means_time(cell) for _, cell in column.filled)
    need = 1 if _HEAD.search(column.name) else max(_MOSTLY * len(column.filled), 1)
    return times >= need


def _means_time(cell: Cell) -> bool:
    if isinstance(cell.value, date):
        return True
    return isinstance(cell.value, str) and (form_of(cell.text) is not None)


def form_of(text: str) -> str | None:
    """Return how a text states a time: `iso`, `meant`, `no-such-day`, `two-digits`, `damaged`."""
    plain = text.strip()
    if _ISO.fullmatch(plain):
        return "iso"
    try:
        if meaning(plain):
            return "meant"
    except NoSuchDay:
        return "no-such-day"
    forms = {"two-digits": _TWO_DIGITS, "damaged": _DAMAGED, "year-missing": _MONTH_ALONE}
    return next((name for name, form in forms.items() if form.fullmatch(plain)), None)
