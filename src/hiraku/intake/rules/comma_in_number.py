"""L1-15: a comma inside a number parts it in a CSV: 1,780 becomes two cells.

Joined where one way alone gives every column its type; with two ways it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from hiraku.intake.contracts import Fix, Looked, Remark
from hiraku.intake.sheets import Range

official = "L1-15"
needs: frozenset[str] = frozenset()

_HEAD, _GROUP = re.compile(r"[-△▲]?[0-9]{1,3}"), re.compile(r"[0-9]{3}(\.[0-9]+)?")
_MOST = 40


def remarks(looked: Looked) -> Iterator[Remark]:
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


def joins(texts: Sequence[str], width: int) -> Iterator[list[str]]:
    """Yield every way to join groups of three digits so that `width` cells remain (at most 2)."""
    yield from islice(_ways(list(texts), width), 2)


def _ways(texts: list[str], width: int) -> Iterator[list[str]]:
    if width == 0 or not texts:
        if width == 0 and not texts:
            yield []
        return
    spare = len(texts) - width
    joined = texts[0]
    for rest in _ways(texts[1:], width - 1):
        yield [joined, *rest]
    if not _HEAD.fullmatch(texts[0]):
        return
    for taken in range(1, spare + 1):
        if not _GROUP.fullmatch(texts[taken]):
            return
        joined += f",{texts[taken]}"
        for rest in _ways(texts[taken + 1 :], width - 1):
            yield [joined, *rest]
