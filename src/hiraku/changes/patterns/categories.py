"""The characters of Unicode's general categories, as ranges.

They are those of Python's Unicode. The checker's engine may know a newer one: it differs in
characters alone that are assigned to nothing here.
"""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from itertools import pairwise


@cache
def ranges_of(category: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges, both ends included, of a category (`Nd`) or a group of them (`L`)."""
    ranges: list[tuple[int, int]] = []
    for name, first, last in _categories() if category else ():
        if not name.startswith(category):
            continue
        if ranges and ranges[-1][1] == first - 1:
            ranges[-1] = (ranges[-1][0], last)
        else:
            ranges.append((first, last))
    return tuple(ranges)


@cache
def _categories() -> tuple[tuple[str, int, int], ...]:
    """Return each run of characters of one category, in order: its name, first and last."""
    names = [*map(unicodedata.category, map(chr, range(sys.maxunicode + 1))), ""]
    starts = [0, *(at for at in range(1, len(names)) if names[at] != names[at - 1])]
    return tuple((names[first], first, after - 1) for first, after in pairwise(starts))
