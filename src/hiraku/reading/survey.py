"""One pass over a file's bytes: is it so plain that DuckDB may read it at once?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hiraku.model import Dialect

CHUNK = 4 * 1024 * 1024


@dataclass
class Survey:
    """What decides: is anything quoted or NUL, how do lines end, how many are there.

    `delimiters` is counted only as far as nothing is quoted.
    """

    size: int = 0
    quoted: bool = False
    delimiters: int = 0
    nul: bool = False
    carriage_returns: int = 0
    line_feeds: int = 0
    crlf: int = 0
    last: bytes = b""

    @property
    def plain(self) -> bool:
        """Hold where all lines end alike and nothing is NUL."""
        alike = self.carriage_returns in (0, self.line_feeds) and self.crlf == self.carriage_returns
        return alike and not self.nul

    @property
    def lines(self) -> int:
        """The number of lines, the last one counted even where nothing ends it."""
        return self.line_feeds + (self.last != b"\n")

    @property
    def empty(self) -> bool:
        return self.size == self.carriage_returns + self.line_feeds


def survey(path: Path, dialect: Dialect, start: int = 0) -> Survey:
    """Look at the file in pieces, each with the last byte of the one before."""
    found = Survey()
    quote, delimiter = dialect.quote_char.encode(), dialect.delimiter.encode()
    with path.open("rb") as stream:
        stream.seek(start)
        while piece := stream.read(CHUNK):
            _add(found, piece, quote, delimiter)
    return found


def _add(found: Survey, piece: bytes, quote: bytes, delimiter: bytes) -> None:
    found.size += len(piece)
    found.quoted = found.quoted or quote in piece
    if not found.quoted:
        found.delimiters += piece.count(delimiter)
    found.nul = found.nul or b"\0" in piece
    found.line_feeds += piece.count(b"\n")
    if b"\r" in piece or found.last == b"\r":
        found.carriage_returns += piece.count(b"\r")
        found.crlf += (found.last + piece).count(b"\r\n")
    found.last = piece[-1:]
