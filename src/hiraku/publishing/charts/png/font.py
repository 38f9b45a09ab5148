"""The letters of pictures, as outlines from the font that hiraku is installed with.

No font of the machine is asked: a picture has the same bytes everywhere, and a letter that the font
lacks is known, where a program that draws text would put a square.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont
from msgspec import Struct


class Glyph(Struct, frozen=True):
    """The outline of a letter (SVG 2, 9.3) in the font's own units, and how far the next one is."""

    path: str
    advance: float


class Font:
    """A font whose outlines are drawn: `em` is how many of its units an em has, upwards."""

    def __init__(self, path: Path) -> None:
        font = TTFont(path, lazy=True)
        self._names: dict[int, str] = font.getBestCmap()
        self._glyphs: Any = font.getGlyphSet()
        self.em: int = font["head"].unitsPerEm
        self._drawn: dict[str, Glyph] = {}

    def missing(self, text: str) -> set[str]:
        """Return the characters that the font has no shape for."""
        return {character for character in text if ord(character) not in self._names}

    def glyph(self, character: str) -> Glyph:
        if character not in self._drawn:
            glyph, pen = self._glyphs[self._names[ord(character)]], SVGPathPen(self._glyphs)
            glyph.draw(pen)
            self._drawn[character] = Glyph(pen.getCommands(), glyph.width)
        return self._drawn[character]


@lru_cache(1)
def font() -> Font | None:
    """Return the font of pictures; None where hiraku was installed without it."""
    try:
        from pylopdf_fonts_jp import sans_path  # noqa: PLC0415 - its lack is no fault of a build
    except ImportError:
        return None
    return Font(sans_path())
