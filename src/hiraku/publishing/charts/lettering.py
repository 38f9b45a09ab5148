"""How wide a text is and where it breaks, without asking for a font.

The same everywhere: a full-width character is one em, any other is taken to be wide for its kind.
A line does not begin with a closing mark nor end with an opening one (JIS X 4051, kinsoku).
"""

from __future__ import annotations

import re
from math import fsum
from unicodedata import east_asian_width

NARROW = 0.6

_CLOSING = "、。，．・：；！？）」』】〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々%％)]},.!?:;〜～"
_WORD = re.compile(rf"[（「『【〔(\[]*(?:[!-'*-Z\\^-~À-ɏ]+|[^\s])[{re.escape(_CLOSING)}]*\s*")


def width(text: str, size: float) -> float:
    """Return how many pixels a text takes at a size, rather too many than too few."""
    ems = fsum(1 if east_asian_width(character) in "FWA" else NARROW for character in text)
    return ems * size


def lines(text: str, size: float, room: float) -> list[str]:
    """Break a text into lines that fit the room."""
    lines: list[str] = []
    current = ""
    for word in _WORD.findall(text):
        if current and width((current + word).rstrip(), size) > room:
            lines.append(current.rstrip())
            current = ""
        current += word
    return [*lines, current.rstrip()]
