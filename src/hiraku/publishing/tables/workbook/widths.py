"""How wide the columns are: by what stands in them, in characters of Excel's standard digit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum
from unicodedata import east_asian_width

NARROWEST = 8.0
WIDEST = 44.0
_PADDING = 3.0
_WIDE = {"W", "F", "A"}


def widths(rows: Iterable[Sequence[str]], widest: float = WIDEST) -> list[float]:
    """Return the width of each column: that of its longest line, within bounds."""
    columns = zip(*rows, strict=True)
    return [min(max(map(_width, cells)) + _PADDING, widest) for cells in columns]


def _width(text: str) -> float:
    """Japanese characters are about 1.8 digits wide; a long text needs no more than a beginning."""
    lines = text[:200].split("\n")
    longest = max(
        fsum(1.8 if east_asian_width(character) in _WIDE else 1 for character in line)
        for line in lines
    )
    return max(longest, NARROWEST - _PADDING)
