"""Text of Windows in western Europe (CP1252), told from CP932 by what the bytes can mean.

Excel saves £ and é so in English and French. CP932 reads £ as ｣ and é with the letter after it as a
kanji that nobody writes: bytes beyond ASCII stand alone, and make no word of Japanese.
"""

from __future__ import annotations

import re

CODEC = "cp1252"
LETTERS = bytes(range(0x80, 0x100)).decode(CODEC, "ignore")

_RUN = re.compile(rb"[\x80-\xff]+")
_MOSTLY = 0.9
# What stands apart from letters and numbers is no accent and no £; between letters \xa5 is ･, no ¥.
_APART = re.compile(rb"(?<![A-Za-z0-9 ])[\xa1-\xdf](?![A-Za-z0-9 ])|(?<=[A-Za-z])\xa5")
# Windows knows no such characters in CP932, though Python reads them.
_NO_CP932 = re.compile("[\x80\xa0\uf8f0-\uf8f3]")


def is_western(content: bytes) -> bool:
    """Tell whether bytes are a text in CP1252 and cannot well be one in CP932."""
    runs = _RUN.findall(content)
    alone = sum(len(run) == 1 for run in runs)
    if not runs or alone < _MOSTLY * len(runs) or not _decoded(content, CODEC):
        return False
    japanese = _decoded(content, "cp932")
    if not japanese or _NO_CP932.search(japanese):
        return True
    return not any(map(_is_usual, japanese)) and not _APART.search(content)


def _decoded(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return ""


def _is_usual(sign: str) -> bool:
    """Tell whether a sign is kana, a mark or a kanji of the first level."""
    return not sign.isascii() and 0x81 <= sign.encode("cp932")[0] <= 0x97  # noqa: PLR2004
