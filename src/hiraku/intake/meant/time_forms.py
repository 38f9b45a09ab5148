"""How a text states a time, and whether a column is one of times."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from hiraku.intake.columns import ColumnView
from hiraku.intake.meant.times import KEPT, YEARS, NoSuchDay, meaning
from hiraku.intake.sheets import Cell

_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:]+)?)?)?")
# 35.50 is a number, and no month is the fiftieth.
_TWO_DIGITS = re.compile(
    r"'?[0-9]{2}([/\-年](1[0-2]|0?[1-9])月?|[/.\-年](1[0-2]|0?[1-9])[/.\-月][0-9]{1,2}日?)"
)
_DAMAGED = re.compile(
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-[0-9]{2}|[0-9]{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
# 01/04/1998 is of April or of January.
_YEAR_LAST = re.compile(r"([0-3]?[0-9])([/.\-])[0-3]?[0-9]\2[0-9]{4}")
_MONTH_ALONE = re.compile(r"(1[0-2]|[1-9])月([1-9]|[12][0-9]|3[01])?日?")
_HEAD = re.compile(
    r"(^年|年月日?|日付|年度|期日|締切日?|時点|基準日|date|month|year)\s*([（(][^（）()]*[)）])?$",
    re.IGNORECASE,
)
# 令和4年度 as a head tells whose figures stand below it.
_DATED = re.compile(r"([0-9０-９]|元)\s*年")
# These may be plain numbers, 2000 and 1985.6, or the numbers of things: 10-1.
_AMBIGUOUS = re.compile(r"[0-9]{4}(\.[0-9]{1,2})?|[0-9]{1,2}-[0-9]{1,2}")
_MOSTLY = 0.5
_NUMBERS = {int, float, bool}


def is_time(column: ColumnView) -> bool:
    """Most cells mean a time, or the head says so and some do."""
    said = bool(_HEAD.search(column.name)) and not _DATED.search(column.name)
    if not said and column.kinds.keys() <= _NUMBERS:
        return False
    times = sum(_means_time(cell, said=said) for _, cell in column.filled)
    return times >= (1 if said else max(_MOSTLY * len(column.filled), 1))


def _means_time(cell: Cell, *, said: bool) -> bool:
    if isinstance(cell.value, date):
        return True
    if isinstance(cell.value, int) and not isinstance(cell.value, bool):
        return said and cell.value in YEARS
    if not isinstance(cell.value, str) or not (said or not _AMBIGUOUS.fullmatch(cell.text.strip())):
        return False
    return form_of(cell.text) is not None


@lru_cache(maxsize=KEPT)
def form_of(text: str) -> str | None:
    """Return how a text states a time: `iso`, `meant`, or the hint of what it lacks."""
    plain = text.strip()
    if _ISO.fullmatch(plain):
        return "iso"
    try:
        if meaning(plain):
            return "meant"
    except NoSuchDay:
        return "no-such-day"
    forms = {
        "two-digits": _TWO_DIGITS,
        "day-or-month": _YEAR_LAST,
        "damaged": _DAMAGED,
        "year-missing": _MONTH_ALONE,
    }
    return next((name for name, form in forms.items() if form.fullmatch(plain)), None)
