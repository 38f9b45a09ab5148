"""L2-01: a column of numbers holds numbers alone: no unit, no comma, no △, no full-width digit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at
from hiraku.intake.layout.texts import narrowed
from hiraku.intake.meant.numbers import PLAIN_NUMBER, number_meant

_NUMBERISH = re.compile(r"[0-9]")


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield texts in numeric columns, with the number that is meant where that is certain."""
    for column in looked.columns:
        if not column.numeric:
            continue
        for row, cell in column.text_cells:
            text = narrowed(cell.text).strip()
            if _NUMBERISH.search(text) and not PLAIN_NUMBER.fullmatch(cell.text):
                number = number_meant(cell.text)
                fix = Fix.SAFE if number is not None else Fix.SHOWN
                hint = "words" if number is None else None
                yield Remark(at(row, column.position), cell.text, number, fix, hint)


official_rule = OfficialRule("L2-01", _remarks)
