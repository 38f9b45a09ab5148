"""L3-05: times are written in one form that sorts and computes: 2022-08-31."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from hiraku.intake.columns import ColumnView
from hiraku.intake.contracts import Fix, Looked, Remark, at
from hiraku.intake.sheets import Cell
from hiraku.intake.times import NoSuchDay, meaning

official = "L3-05"
needs: frozenset[str] = frozenset()

_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:]+)?)?)?")
_TWO_DIGITS = re.compile(r"'?[0-9]{2}[/.\-年][0-9]{1,2}([/.\-月][0-9]{1,2}日?)?")
_DAMAGED = re.compile(
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-[0-9]{2}|[0-9]{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
_MONTH_ALONE = re.compile(r"(1[0-2]|[1-9])月([1-9]|[12][0-9]|3[01])?日?")
_HEAD = re.compile(r"年月日|日付|年月|年度|期日|時点|現在|基準日|date|month|year", re.IGNORECASE)
_MOSTLY = 0.5


def remarks(looked: Looked) -> Iterator[Remark]:
    """Yield the cells of columns of time that are not in ISO 8601, with the day that is meant."""
    for column in looked.columns:
        if is_time(column):
            for row, cell in column.filled:
                yield from _told(row, column, cell)


def is_time(column: ColumnView) -> bool:
    """Most cells mean a time, or the head says so and some do."""
    times = sum(_means_time(cell) for _, cell in column.filled)
    need = 1 if _HEAD.search(column.name) else max(_MOSTLY * len(column.filled), 1)
    return times >= need


def _means_time(cell: Cell) -> bool:
    if isinstance(cell.value, date):
        return True
    return isinstance(cell.value, str) and (_form(cell.text) is not None)


def _form(text: str) -> str | None:
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


def _told(row: int, column: ColumnView, cell: Cell) -> Iterator[Remark]:
    place = at(row, column.position)
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        if _is_serial(cell.value, column):
            yield Remark(place, cell.text, fix=Fix.ASKED, hint="serial")
        return
    if not isinstance(cell.value, str) or isinstance(cell.value, datetime):
        return
    form = _form(cell.text)
    if form == "meant":
        moment = meaning(cell.text)
        yield Remark(place, cell.text, moment.iso if moment else None, Fix.SAFE)
    elif form not in (None, "iso"):
        yield Remark(place, cell.text, fix=Fix.ASKED, hint=form)


def _is_serial(value: float, column: ColumnView) -> bool:
    """A number of five digits among days, as Excel counts them from 1900."""
    return 20_000 <= value <= 60_000 and not column.name.endswith(("年", "年度", "year"))  # noqa: PLR2004
