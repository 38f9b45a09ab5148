"""The file of a chart without letters: each text is a group of the outlines of its letters."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum
from xml.etree import ElementTree as ET

from hiraku.publishing.charts.png.font import Font

_SVG = "{http://www.w3.org/2000/svg}"
_TEXT, _SPAN = f"{_SVG}text", f"{_SVG}tspan"
_GROUP, _PATH = f"{_SVG}g", f"{_SVG}path"
_SHIFT = {"middle": 0.5, "end": 1.0}
_OF_LETTERS = {"x", "y", "dx", "dy", "font-size", "font-weight", "font-style", "text-anchor"}
# The font has one weight: bold letters have an edge of so many ems.
_BOLDER = 0.04


def missing(drawing: str, font: Font) -> set[str]:
    """Return the characters of a drawing that the font has no shape for."""
    written = "".join(text for piece in _texts(ET.fromstring(drawing)) for text in piece.itertext())  # noqa: S314 - our own output
    return font.missing(written)


def outlined(drawing: str, font: Font) -> str:
    """Return the SVG with outlines in the place of each text; the font has all its characters."""
    root = ET.fromstring(drawing)  # noqa: S314 - our own output
    for text in list(_texts(root)):
        letters = list(_letters(text, font))
        kept = {key: value for key, value in text.attrib.items() if key not in _OF_LETTERS}
        if text.get("font-weight") == "bold":
            kept |= {"stroke": text.get("fill", ""), "stroke-width": f"{_BOLDER * font.em:g}"}
        text.clear()
        text.tag = _GROUP
        text.attrib.update(kept)
        text.extend(letters)
    return ET.tostring(root, encoding="unicode")


def _texts(root: ET.Element) -> Iterator[ET.Element]:
    return root.iter(_TEXT)


def _letters(text: ET.Element, font: Font) -> Iterator[ET.Element]:
    """Yield the letters of each line: of the text, or of the spans that it is made of."""
    scale, y = _size(text) / font.em, _number(text, "y") + _number(text, "dy")
    for line in (text, *text.findall(_SPAN)):
        glyphs = [font.glyph(character) for character in line.text or ""]
        wide = fsum(glyph.advance for glyph in glyphs) * scale
        x = _number(line if "x" in line.attrib else text, "x")
        x -= wide * _SHIFT.get(text.get("text-anchor", ""), 0.0)
        y += _number(line, "dy") if line is not text else 0.0
        for glyph in glyphs:
            place = f"translate({x:.2f} {y:.2f}) scale({scale:g} -{scale:g})"
            yield ET.Element(_PATH, d=glyph.path, transform=place)
            x += glyph.advance * scale


def _size(text: ET.Element) -> float:
    return _number(text, "font-size") or 11.0


def _number(element: ET.Element, key: str) -> float:
    return float(element.get(key, "0").removesuffix("px"))
