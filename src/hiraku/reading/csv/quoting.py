"""Is every record of a quoted file well formed? One regular expression over its bytes tells.

It has no way to go back (possessive quantifiers), so its time is linear in the file's size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hiraku.model import Dialect

CHUNK = 4 * 1024 * 1024
_TRIES = 100


def well_formed(path: Path, start: int, dialect: Dialect, columns: int) -> bool:
    """Tell whether the file is nothing but records of so many cells, each rightly quoted."""
    records = whole_records(dialect, columns)
    return all(records.fullmatch(piece) for piece in _pieces(path, start, dialect))


def whole_records(dialect: Dialect, columns: int) -> re.Pattern[bytes]:
    """Return the form of bytes that are nothing but records of so many cells."""
    quote, delimiter = (
        re.escape(text.encode()) for text in (dialect.quote_char, dialect.delimiter)
    )
    quoted = b"%b[^%b]*+(?:%b%b[^%b]*+)*+%b" % ((quote,) * 6)
    cell = b"(?:%b|[^%b%b\r\n]*+)" % (quoted, quote, delimiter)
    record = b"%b(?:%b%b){%d}+" % (cell, delimiter, cell, columns - 1)
    return re.compile(b"(?:%b\r?\n)*+(?:%b)?+" % (record, record))


def _pieces(path: Path, start: int, dialect: Dialect) -> Iterator[bytes]:
    """Yield the file in pieces that end with a record: where the quotes so far are even.

    Where no such place is near, the piece is yielded as it is; it is then no whole records.
    """
    quote = dialect.quote_char.encode()
    rest = b""
    with path.open("rb") as stream:
        stream.seek(start)
        while piece := stream.read(CHUNK):
            rest += piece
            cut = _end_of_record(rest, quote)
            yield rest[:cut]
            rest = rest[cut:]
    if rest:
        yield rest


def _end_of_record(piece: bytes, quote: bytes) -> int:
    cut = piece.rfind(b"\n") + 1
    for _ in range(_TRIES):
        if not cut:
            break
        if piece.count(quote, 0, cut) % 2 == 0:
            return cut
        cut = piece.rfind(b"\n", 0, cut - 1) + 1
    return len(piece)
