"""What stands around a chart that leaves its page, as a newspaper has it.

Above stand what the chart finds, as its headline, its title and its date; below source and licence.

A file that is printed or sent on must say by itself what it shows, as of when, and from whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from xml.etree import ElementTree as ET

from msgspec import Struct

from hiraku.publishing.charts import frame, lettering, palette

NOTE = 11
_LEADING = 16
HEADLINE = 17
_GAP = 10.0
_EDGE = 12.0
_SIGNS = "/-._?&="


class Caption(Struct, frozen=True):
    """The texts of one language; those that are empty are not written."""

    title: str
    finding: str = ""
    period: str = ""
    credit: str = ""


def captioned(root: ET.Element, caption: Caption) -> None:
    """Write the caption into a drawing, which grows above and below."""
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    room = width - 2 * frame.MARGIN
    head = list(_head(caption, room))
    foot = [
        _Line(text, NOTE, palette.QUIET)
        for line in caption.credit.splitlines()
        for text in _broken(line, room, NOTE)
    ]
    above = sum(line.leading for line in head) + _GAP
    below = len(foot) * _LEADING + (_GAP if foot else 0)
    x, start, end = left + frame.MARGIN, top - above, top + height + _GAP
    ends = accumulate(line.leading for line in head)
    root.extend(line.at(x, start + at - 5) for line, at in zip(head, ends, strict=True))
    root.extend(line.at(x, end + (at + 1) * _LEADING - 4) for at, line in enumerate(foot))
    box = (left - _EDGE, start - _EDGE, width + 2 * _EDGE, above + height + below + 2 * _EDGE)
    root.set("viewBox", " ".join(f"{number:g}" for number in box))


def _head(caption: Caption, room: float) -> Iterator[_Line]:
    """Yield the lines of the finding, where there is none of the title; then of what is left."""
    first, *second = filter(None, (caption.finding, caption.title))
    for text in _broken(first, room, HEADLINE):
        yield _Line(text, HEADLINE, palette.INK, bold=True)
    below = [*((title, palette.INK) for title in second), (caption.period, palette.QUIET)]
    for words, colour in below:
        for text in _broken(words, room, frame.SMALL):
            yield _Line(text, frame.SMALL, colour)


class _Line(Struct, frozen=True):
    text: str
    size: int
    colour: str
    bold: bool = False

    @property
    def leading(self) -> int:
        return self.size + 6

    def at(self, x: float, y: float) -> ET.Element:
        place = {"x": f"{x:g}", "y": f"{y:g}", "font-size": str(self.size), "fill": self.colour}
        weight = {"font-weight": "bold"} if self.bold else {}
        element = ET.Element("text", place | weight)
        element.text = self.text
        return element


def _broken(text: str, room: float, size: int = frame.SIZE) -> Iterator[str]:
    """Break a text into lines that fit; an address that is longer is cut behind a sign of it."""
    broken = lettering.lines if size == NOTE else lettering.balanced
    for line in broken(text, size, room) if text else ():
        rest = line
        while lettering.width(rest, size) > room:
            fits = [at for at in range(1, len(rest)) if lettering.width(rest[:at], size) <= room]
            signs = [at for at in fits if rest[at - 1] in _SIGNS and at > len(fits) // 3]
            cut = (signs or fits)[-1]
            yield rest[:cut]
            rest = rest[cut:]
        yield rest
