"""Numbers that their own commas parted into several cells of a CSV."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

_HEAD, _GROUP = re.compile(r"[-△▲]?[0-9]{1,3}"), re.compile(r"[0-9]{3}(\.[0-9]+)?")


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
