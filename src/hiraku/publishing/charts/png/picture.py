"""The PNG of a chart: for programs that take no SVG, with what it shows and of whom told inside.

The way: the SVG of the file -> its letters as outlines -> Vega's own painter -> the texts of the
caption as `iTXt` (PNG, third edition, 11.3.3), packed tighter.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from hiraku import vega
from hiraku.publishing.charts.png.font import font
from hiraku.publishing.charts.png.outlined import missing, outlined
from hiraku.publishing.charts.svg.caption import Caption

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEAD, _DATA, _END = b"IHDR", b"IDAT", b"IEND"
_Chunk = tuple[bytes, bytes]


def picture(drawing: str, caption: Caption, language: str) -> bytes | None:
    """Return the PNG of a chart's file; None where no font has all its letters.

    Raises `Died` where to paint it takes too much.
    """
    letters = font()
    if letters is None or missing(drawing, letters):
        return None
    painted = vega.painted(outlined(drawing, letters))
    return _SIGNATURE + b"".join(_written(*chunk) for chunk in _told(painted, caption, language))


def _told(png: bytes, caption: Caption, language: str) -> Iterator[_Chunk]:
    """Yield the chunks with the caption's texts behind the head, and the pixels in one."""
    chunks = list(_chunks(png))
    pixels = b"".join(data for kind, data in chunks if kind == _DATA)
    for kind, data in chunks:
        if kind not in {_DATA, _END}:
            yield kind, data
        if kind == _HEAD:
            yield from _texts(caption, language)
    yield _DATA, zlib.compress(zlib.decompress(pixels))
    yield _END, b""


def _texts(caption: Caption, language: str) -> Iterator[_Chunk]:
    """Yield the caption under the keywords of PNG; the period stands as a comment."""
    said = {
        b"Title": caption.title,
        b"Description": caption.finding,
        b"Comment": caption.period,
        b"Copyright": caption.credit,
    }
    for keyword, text in said.items():
        if text:
            tag = language.encode()
            yield b"iTXt", keyword + b"\0\0\0" + tag + b"\0\0" + text.encode()


def _chunks(png: bytes) -> Iterator[_Chunk]:
    at = len(_SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _written(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
