"""How wide a text is and where it breaks, without asking for a font.

The same everywhere: a full-width character is one em, any other is taken to be wide for its kind.
A line does not begin with a closing mark nor end with an opening one (JIS X 4051, kinsoku).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import fsum
from unicodedata import east_asian_width

NARROW = 0.6

_CLOSING = "、。，．・：；！？）」』】〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々%％)]},.!?:;〜～"
_WORD = re.compile(rf"[（「『【〔(\[]*(?:[!-'*-Z\\^-~À-ɏ]+|[^\s])[{re.escape(_CLOSING)}]*\s*")

_HIRAGANA = re.compile("[ぁ-ゖ]$")
_GOES_ON = re.compile(r"[ぁ-ゖ\d]")
_MARKED = re.compile(rf"[\s{re.escape(_CLOSING[: _CLOSING.index('ー')])}]$")
_OPENING = re.compile(r"[（「『【〔(\[]")


def width(text: str, size: float) -> float:
    """Return how many pixels a text takes at a size, rather too many than too few."""
    ems = fsum(1 if east_asian_width(character) in "FWA" else NARROW for character in text)
    return ems * size


def lines(text: str, size: float, room: float) -> list[str]:
    """Break a text into lines that fit the room."""
    return _filled(_WORD.findall(text), size, room)


def balanced(text: str, size: float, room: float) -> list[str]:
    """Break a text between phrases, into as few lines as fit the room, about as long as each other.

    In Japanese a phrase begins where other letters follow hiragana or a mark; one that is wider
    than the room is broken as `lines` does.
    """
    pieces = [
        piece
        for phrase in _phrases(text)
        for piece in ([phrase] if width(phrase, size) <= room else lines(phrase, size, room))
    ]
    best, least = (
        _filled(pieces, size, room),
        max((width(p.rstrip(), size) for p in pieces), default=0),
    )
    while (room := room - size / 2) >= least:
        narrower = _filled(pieces, size, room)
        if len(narrower) > len(best):
            break
        best = narrower
    return best


def _phrases(text: str) -> list[str]:
    phrases: list[str] = []
    for word in _WORD.findall(text):
        if phrases and not _parted(phrases[-1], word):
            phrases[-1] += word
        else:
            phrases.append(word)
    return phrases


def _parted(before: str, word: str) -> bool:
    """Tell whether a phrase ends between two words: a number stays with what it follows."""
    if _MARKED.search(before) or _OPENING.match(word):
        return True
    return bool(_HIRAGANA.search(before)) and not _GOES_ON.match(word)


def _filled(words: Sequence[str], size: float, room: float) -> list[str]:
    lines: list[str] = []
    current = ""
    for word in words:
        if current and width((current + word).rstrip(), size) > room:
            lines.append(current.rstrip())
            current = ""
        current += word
    return [*lines, current.rstrip()]
