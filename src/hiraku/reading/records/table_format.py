"""What a table format is: a kind of file, other than CSV, that is read; each is in `formats/`."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from pathlib import Path

from msgspec import Struct

from hiraku.model import Resource
from hiraku.problems import Place
from hiraku.reading.records.sheets import SheetRecords
from hiraku.registry import entries


class TableFormat(Struct, frozen=True, kw_only=True):
    """`suffixes` are those of its files, in lower case, with their dots.

    `media_types` count where neither a file's name nor its `format` tells.

    `read` is given the file, its resource and the place to name in findings. It returns the
    records, the header included, of at most `MAX_CELLS` cells; it raises `Refused` where the file
    is not of the format, holds no such sheet, or is larger. Files of
    more than `harmless_bytes` are read in a process of their own; where that dies, `damaged` is
    the id of what is found.
    """

    suffixes: AbstractSet[str]
    media_types: AbstractSet[str]
    damaged: str
    harmless_bytes: int
    read: Callable[[Path, Resource, Place], SheetRecords]


def table_formats() -> dict[str, TableFormat]:
    """Return every format by its id."""
    return entries("hiraku.reading.records.formats", TableFormat)
