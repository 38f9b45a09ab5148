"""L1-15: a comma inside a number parts it in a CSV: 1,780 becomes two cells.

Joined where one way alone gives every column its type; with two ways it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark
from hiraku.intake.meant.commas import joins
from hiraku.intake.sheets import Range

_MOST = 40


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield rows of a CSV that are too long because of commas in numbers."""
    layout = looked.layout
    if looked.book.kind != "csv" or layout is None or not layout.head:
        return
    width = max(len(looked.sheet.rows[row - 1]) for row in layout.head)
    for row in range(max(layout.head) + 1, len(looked.sheet.rows) + 1):
        texts = [cell.text for cell in looked.sheet.rows[row - 1]]
        if width < len(texts) <= _MOST:
            ways = list(joins(texts, width))
            if ways:
                reading = " | ".join(ways[0]) if len(ways) == 1 else None
                fix = Fix.SHOWN if len(ways) == 1 else Fix.ASKED
                hint = None if len(ways) == 1 else "several-ways"
                yield Remark(Range(row, 1, row, len(texts)), ",".join(texts), reading, fix, hint)


official_rule = OfficialRule("L1-15", _remarks)
