"""The formats that a dataset's tables come in, told by the names of their files."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from hiraku.model import Words
from hiraku.publishing.site.published import PublishedDataset
from hiraku.registry import entries

_LAST = 9


class Format(Struct, frozen=True):
    extension: str
    title: Words


def formats_of(published: PublishedDataset) -> tuple[Format, ...]:
    """Return each format once, in the order in which pages show them."""
    found = {
        _format(file.path.rpartition("/")[2])
        for each in published.resources
        for file in each.downloads
    }
    return tuple(each for each in _known() if each in found)


def _format(filename: str) -> Format | None:
    """Return the one with the longest extension: `data.excel.csv` is no plain CSV."""
    fitting = (each for each in _known() if filename.endswith(f".{each.extension}"))
    return max(fitting, key=lambda each: len(each.extension), default=None)


@cache
def _known() -> tuple[Format, ...]:
    exports = sorted(
        entries("hiraku.publishing.tables.exports").values(),
        key=lambda each: (getattr(each, "position", _LAST), each.extension),
    )
    return tuple(Format(each.extension, each.title) for each in exports)
