"""Rows of totals are left out of a tidy table; where they did not agree with it, that is told."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from msgspec import Struct

from hiraku.intake.contracts import Looked
from hiraku.intake.drafting.tidy import TidyColumn, TidyTable
from hiraku.intake.layout.texts import is_share
from hiraku.intake.meant.numbers import number_meant
from hiraku.intake.sheets import address


class OddTotal(Struct, frozen=True):
    """A total that is not the sum of the rows above it: its cell, what it states, the sum."""

    cell: str
    stated: str
    sum: str


def odd_totals(looked: Looked, table: TidyTable) -> Iterator[OddTotal]:
    """Yield the totals that do not agree, where one row of totals stands below the table.

    Shares have no sum, and several rows of totals may be of any groups: those are not judged.
    """
    if len(table.layout.totals) != 1 or table.layout.totals[0] < max(table.numbers, default=0):
        return
    row = table.layout.totals[0]
    for place, column in enumerate(table.columns):
        total = _number(looked.sheet.cell(row, column.position).text)
        if total is not None and _has_sum(column):
            texts = [cells[place] for cells in table.rows] + _hidden(looked, table, column)
            counted = sum(filter(None, map(_number, texts)), Decimal())
            if counted != total:
                yield OddTotal(address(row, column.position), f"{total:f}", f"{counted:f}")


def _hidden(looked: Looked, table: TidyTable, column: TidyColumn) -> list[str]:
    """Return what stands in the rows that are hidden and left out: a total counts them."""
    left_out = set(table.layout.body) - set(table.numbers)
    return [looked.sheet.cell(row, column.position).text for row in sorted(left_out)]


def _has_sum(column: TidyColumn) -> bool:
    return (
        column.type in ("integer", "number") and column.unit != "%" and not is_share(column.title)
    )


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(number_meant(text) or "")
    except InvalidOperation:
        return None
