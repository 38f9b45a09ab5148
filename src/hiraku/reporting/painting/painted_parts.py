"""Parts of a workbook as text (ISO/IEC 29500-1): what is added stands in, all else as it stood.

A tree that is read and written anew would lose the names that Excel wants declared.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ERROR, WARNING = "FFF6B2B2", "FFFFE699"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Unsure(Exception):  # noqa: N818 - the book is then written anew from its values
    """A part is not as it is known, so that nothing is changed in it."""


def text_of(content: bytes) -> str:
    """Return a part as text; raise `Unsure` where something in it could look like an element."""
    text = content.decode("utf-8-sig")
    if "<![CDATA[" in text or "<!--" in text or "<!DOCTYPE" in text:
        raise Unsure(text[:40])
    return text


def inserted(text: str, before: str, piece: str) -> str:
    """Return the text with a piece before the last end tag of a name."""
    places = [match.start() for match in re.finditer(rf"</(?:\w+:)?{before}\s*>", text)]
    if not places:
        raise Unsure(before)
    return text[: places[-1]] + piece + text[places[-1] :]


def xml(text: str) -> str:
    """Return a text for an element; what XML cannot hold is shown as a replacement sign."""
    return escape(_NOT_XML.sub("\ufffd", text))


def attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))


def relations_with(content: bytes | None, identifier: str, kind: str, target: str) -> bytes:
    """Return a part of relations with one more."""
    empty = f'<Relationships xmlns="{_RELATIONSHIPS}"></Relationships>'
    text = text_of(content) if content else empty
    if re.search(r"<Relationships\b[^>]*/>", text):
        text = empty
    piece = f'<Relationship xmlns="{_RELATIONSHIPS}" Id="{identifier}" Type="{RELATIONS}/{kind}" '
    return inserted(text, "Relationships", f'{piece}Target="{target}"/>').encode()


class StylePainter(Struct):
    """The styles of a workbook, with a filled copy of each that a wrong cell has."""

    text: str
    copies: dict[tuple[int, bool], int]
    fills: int
    formats: tuple[str, ...]

    @staticmethod
    def of(content: bytes) -> StylePainter:
        """Read the styles; raise `Unsure` where they are not as they are known."""
        text = text_of(content)
        fills = re.search(r"<((?:\w+:)?)fills\b[^>]*>(.*?)</\1fills>", text, re.DOTALL)
        formats = re.search(r"<((?:\w+:)?)cellXfs\b[^>]*>(.*?)</\1cellXfs>", text, re.DOTALL)
        if not fills or not formats:
            raise Unsure("styles")
        count = len(re.findall(rf"<{fills[1]}fill\b", fills[2]))
        pattern = rf"<{formats[1]}xf\b[^>]*?(?:/>|(?<!/)>.*?</{formats[1]}xf>)"
        return StylePainter(text, {}, count, tuple(re.findall(pattern, formats[2], re.DOTALL)))

    def filled(self, style: int, *, error: bool) -> int:
        """Return the number of a style that is the given one, coloured."""
        if style >= len(self.formats):
            raise Unsure("style")
        known = len(self.formats) + len(self.copies)
        return self.copies.setdefault((style, error), known)

    def content(self) -> bytes:
        """Return the styles with the copies, and the two fills that they have."""
        prefix = re.search(r"<(\w+:)?cellXfs\b", self.text)
        own = (prefix[1] if prefix else "") or ""
        copies = "".join(self._copy(style, error=error) for style, error in self.copies)
        fills = "".join(
            f'<{own}fill><{own}patternFill patternType="solid"><{own}fgColor rgb="{colour}"/>'
            f'<{own}bgColor indexed="64"/></{own}patternFill></{own}fill>'
            for colour in (ERROR, WARNING)
        )
        text = _counted(inserted(self.text, "fills", fills), "fills", self.fills + 2)
        formats = len(self.formats) + len(self.copies)
        return _counted(inserted(text, "cellXfs", copies), "cellXfs", formats).encode()

    def _copy(self, style: int, *, error: bool) -> str:
        fill = self.fills + (not error)
        start, rest = re.fullmatch(r"(<[^\s/>]+)(.*)", self.formats[style], re.DOTALL).groups()  # type: ignore[union-attr]  # each was matched as an element
        rest = re.sub(r'\s(?:fillId|applyFill)="[^"]*"', "", rest)
        return f'{start} fillId="{fill}" applyFill="1"{rest}'


def _counted(text: str, name: str, count: int) -> str:
    return re.sub(rf'(<(?:\w+:)?{name}\b[^>]*?\bcount=")[0-9]+"', rf'\g<1>{count}"', text, count=1)
