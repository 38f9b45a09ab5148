"""One pass over a file's bytes: is it so plain that DuckDB may read it at once?"""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from hiraku.model import Dialect
from hiraku.reading.files.appearance import CONFLICT

CHUNK = 1024 * 1024
# What UTF-8 makes of characters that hardly anyone types: what a decoding left, private use,
# radicals, unseen ones. Each begins with a byte of its own, which is looked for before the rest.
_ODD = {
    b"\xc2": re.compile(rb"\xc2[\x80-\x9f\xad]"),
    b"\xc3": re.compile(rb"\xc3[\x80-\xbf]\xc2"),
    b"\xe2": re.compile(rb"\xe2(?:\x80[\x80-\x8f\xa0-\xaf]|\x81[\xa0-\xaf]|[\xba-\xbf])"),
    b"\xcd": re.compile(rb"\xcd\x8f"),
    b"\xd8": re.compile(rb"\xd8\x9c"),
    b"\xe1": re.compile(rb"\xe1(?:\x85[\x9f\xa0]|\xa0\x8e)"),
    b"\xee": re.compile(rb"\xee"),
    b"\xef": re.compile(rb"\xef(?:[\x80-\xa3]|\xbb\xbf|\xbe\xa0|\xbf[\xb9-\xbd])"),
    b"\xf3": re.compile(rb"\xf3"),
    b"\xf4": re.compile(rb"\xf4"),
}
_LONGEST = 4
# The controls of ASCII but NUL, tab and ends of lines. To look for each is the fastest way.
_CONTROLS = [bytes([code]) for code in (*range(1, 9), 11, 12, *range(14, 32), 127)]


class Survey(Struct):
    """What decides: `size` in bytes, `quotes`, whether any byte is `nul`, how lines end.

    `carriage_returns`, `line_feeds` and both together (`crlf`) are counted, `bare` line feeds are
    seen. `empty` holds where there is nothing but ends of lines; `last` is the last byte of a
    piece, `before` that of the piece before it.

    `conflict` holds where git may have left both sides of a merge. `odd` does not hold where the
    bytes of UTF-8 show that no character is damaged, of private use, a radical, a control or
    unseen; it holds as well where nobody has looked, which `looked` tells.

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
    odd: bool = True
    looked: bool = True
    before: bytes = b""

    @property
    def plain(self) -> bool:
        """Hold where all lines end alike and nothing is NUL."""
        return self.alike and not self.nul

    @property
    def alike(self) -> bool:
        """Hold where all lines end alike."""
        if not self.carriage_returns:
            return True
        return self.line_feeds == self.crlf == self.carriage_returns and not self.bare

    @property
    def ended(self) -> bool:
        """Whether the last line has an end."""
        return self.last == b"\n"

    @property
    def line_end(self) -> int:
        """The bytes that end a line."""
        return 2 if self.carriage_returns else 1


def survey(path: Path, dialect: Dialect, start: int = 0, *, characters: bool = True) -> Survey:
    """Look at the file in pieces, each with the last byte of the one before.

    Where its `characters` are of no matter, it takes half as long.
    """
    whole = Survey(odd=not characters, looked=characters)
    quote = dialect.quote_char.encode()
    with path.open("rb", buffering=0) as stream:
        stream.seek(start)
        while piece := stream.read(CHUNK):
            _add(whole, piece, quote)
    return whole


def _add(whole: Survey, piece: bytes, quote: bytes) -> None:
    whole.size += len(piece)
    whole.quotes += piece.count(quote) if quote in piece else 0
    whole.nul = whole.nul or b"\0" in piece
    whole.empty = whole.empty and not piece.strip(b"\r\n")
    if b"\r" in piece or whole.last == b"\r":
        whole.carriage_returns += piece.count(b"\r")
        whole.line_feeds += piece.count(b"\n")
        whole.crlf += (whole.last + piece).count(b"\r\n")
    else:
        whole.bare = whole.bare or b"\n" in piece
    whole.conflict = whole.conflict or (CONFLICT[:1] in piece and CONFLICT in piece)
    whole.odd = whole.odd or _is_odd(whole.before + piece)
    whole.last, whole.before = piece[-1:], (whole.before + piece[1 - _LONGEST :])[1 - _LONGEST :]


def _is_odd(window: bytes) -> bool:
    controls = any(control in window for control in _CONTROLS)
    return controls or any(first in window and form.search(window) for first, form in _ODD.items())
