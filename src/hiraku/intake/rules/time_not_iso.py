"""L3-05: times are written in one form that sorts and computes: 2022-08-31."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from hiraku.intake.columns import ColumnView
from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at
from hiraku.intake.meant.time_forms import form_of, is_time
from hiraku.intake.meant.times import meaning
from hiraku.intake.sheets import Cell


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield the cells of columns of time that are not in ISO 8601, with the day that is meant."""
    for column in looked.columns:
        if is_time(column):
            for row, cell in column.filled:
                yield from _told(row, column, cell)


def _told(row: int, column: ColumnView, cell: Cell) -> Iterator[Remark]:
    place = at(row, column.position)
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        if _is_serial(cell.value, column):
            yield Remark(place, cell.text, fix=Fix.ASKED, hint="serial")
        return
    if not isinstance(cell.value, str) or isinstance(cell.value, datetime):
        return
    form = form_of(cell.text)
    if form == "meant":
        moment = meaning(cell.text)
        yield Remark(place, cell.text, moment.iso if moment else None, Fix.SAFE)
    elif form not in (None, "iso"):
        yield Remark(place, cell.text, fix=Fix.ASKED, hint=form)


def _is_serial(value: float, column: ColumnView) -> bool:
    """A number of five digits among days, as Excel counts them from 1900."""
    return 20_000 <= value <= 60_000 and not column.name.endswith(("年", "年度", "year"))  # noqa: PLR2004


official_rule = OfficialRule("L3-05", _remarks)
