"""The records of a workbook of old Excel: [MS-XLS] 2.1 and 2.4, BIFF8, and BIFF5 before it.

A workbook is one stream in a compound file: first the records of the whole book, then those of
each sheet. What lies inside a sheet as a stream of its own, such as a chart, is passed over.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import olefile

_STREAMS = ("Workbook", "Book")
BOF, EOF, CONTINUE = 0x0809, 0x000A, 0x003C
_HEAD = struct.Struct("<HH")

Record = tuple[int, memoryview]


class DamagedError(Exception):
    """The file is no compound file, or has no stream of a workbook that can be followed."""


def stream_of(path: Path) -> memoryview:
    """Return the stream of the workbook; raise `DamagedError` where there is none."""
    try:
        with olefile.OleFileIO(path) as compound:
            name = next(name for name in _STREAMS if compound.exists(name))
            return memoryview(compound.openstream(name).read())
    except (OSError, ValueError, StopIteration, struct.error, IndexError) as error:
        raise DamagedError from error


def records(stream: memoryview, start: int = 0) -> Iterator[Record]:
    """Yield the kind and the content of each record of the substream that begins at a byte.

    Raises `DamagedError` where it does not begin there, or has no end.
    """
    depth, at = 0, start
    while at + _HEAD.size <= len(stream):
        kind, size = _HEAD.unpack_from(stream, at)
        if at == start and kind != BOF:
            break
        depth += (kind == BOF) - (kind == EOF)
        if not depth:
            return
        if depth == 1:
            yield kind, stream[at + _HEAD.size : at + _HEAD.size + size]
        at += _HEAD.size + size
    raise DamagedError
