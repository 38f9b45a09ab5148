"""One pass over a file's bytes: is it so plain that DuckDB may read it at once?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CHUNK = 4 * 1024 * 1024


@dataclass(frozen=True)
class Survey:
    """Counts of the bytes that decide; `blank_lines` counts line ends that follow a line end."""

    size: int = 0
    quotes: int = 0
    nuls: int = 0
    carriage_returns: int = 0
    line_feeds: int = 0
    crlf: int = 0
    blank_lines: int = 0

    @property
    def plain(self) -> bool:
        """Hold where nothing is quoted, nothing is blank and all lines end alike."""
        alike = self.carriage_returns in (0, self.line_feeds) and self.crlf == self.carriage_returns
        return alike and not (self.quotes or self.nuls or self.blank_lines)


def survey(path: Path, quote: bytes, start: int = 0) -> Survey:
    """Count in pieces; each piece is looked at with the last byte of the one before."""
    totals = [0] * 7
    last = b"\n"
    with path.open("rb") as stream:
        stream.seek(start)
        while piece := stream.read(CHUNK):
            joined = last + piece
            found = (
                len(piece),
                piece.count(quote),
                piece.count(b"\0"),
                piece.count(b"\r"),
                piece.count(b"\n"),
                joined.count(b"\r\n"),
                joined.count(b"\n\n") + joined.count(b"\n\r"),
            )
            totals = [total + here for total, here in zip(totals, found, strict=True)]
            last = piece[-1:]
    return Survey(*totals)
