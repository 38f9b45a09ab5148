"""One pass over a file's bytes: is it so plain that DuckDB may read it at once?"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from hiraku.model import Dialect
from hiraku.reading.files.appearance import CONFLICT

CHUNK = 1024 * 1024


class Survey(Struct):
    """What decides: how many bytes and quotes there are, is any NUL, how do lines end.

    `conflict` holds where git may have left both sides of a merge.

    Line feeds are counted where carriage returns are met, else only whether there are any.
    """

    size: int = 0
    quotes: int = 0
    nul: bool = False
    carriage_returns: int = 0
    line_feeds: int = 0
    crlf: int = 0
    bare: bool = False
    empty: bool = True
    last: bytes = b""
    conflict: bool = False

    @property
    def plain(self) -> bool:
        """Hold where all lines end alike and nothing is NUL."""
        if not self.carriage_returns:
            return not self.nul
        alike = self.line_feeds == self.crlf == self.carriage_returns
        return alike and not self.bare and not self.nul

    @property
    def ended(self) -> bool:
        return self.last == b"\n"

    @property
    def line_end(self) -> int:
        """The bytes that end a line."""
        return 2 if self.carriage_returns else 1


def survey(path: Path, dialect: Dialect, start: int = 0) -> Survey:
    """Look at the file in pieces, each with the last byte of the one before."""
    whole = Survey()
    quote = dialect.quote_char.encode()
    with path.open("rb", buffering=0) as stream:
        stream.seek(start)
        while piece := stream.read(CHUNK):
            _add(whole, piece, quote)
    return whole


def _add(whole: Survey, piece: bytes, quote: bytes) -> None:
    whole.size += len(piece)
    whole.quotes += piece.count(quote)
    whole.nul = whole.nul or b"\0" in piece
    whole.empty = whole.empty and not piece.strip(b"\r\n")
    if b"\r" in piece or whole.last == b"\r":
        whole.carriage_returns += piece.count(b"\r")
        whole.line_feeds += piece.count(b"\n")
        whole.crlf += (whole.last + piece).count(b"\r\n")
    else:
        whole.bare = whole.bare or b"\n" in piece
    whole.conflict = whole.conflict or CONFLICT in piece
    whole.last = piece[-1:]
