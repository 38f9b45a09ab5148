"""Comments at cells (ISO/IEC 29500-1, 18.7), and the shapes that Excel shows them in (VML)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from hiraku.intake.ooxml.sheet_xml import area
from hiraku.intake.sheets import Range, address
from hiraku.reporting.painting.marks import CellMark
from hiraku.reporting.painting.painted_parts import MAIN, attribute, inserted, text_of, xml

MOST = 2000
_FIRST_SHAPE = 900_000
_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)


def notes(marks: list[CellMark], merged: Sequence[Range]) -> dict[str, str]:
    """Return the text of the comment at each place, the first `MOST` of them.

    A cell that a merged one covers has none of its own: it is told at the one that is seen.
    """
    texts: dict[str, list[str]] = {}
    for mark in marks:
        place = area(mark.cells)
        cell = (place.top, place.left)
        seen = next(((over.top, over.left) for over in merged if cell in over), cell)
        texts.setdefault(address(*seen), []).append(mark.note)
    return {cell: "\n\n".join(said) for cell, said in list(texts.items())[:MOST]}


def commented(content: bytes | None) -> set[str]:
    """Return the cells that have a comment already."""
    text = text_of(content or b"")
    return set(re.findall(r'<(?:\w+:)?comment\b[^>]*?\bref="([A-Z]+[0-9]+)"', text))


def comments(content: bytes | None, texts: Mapping[str, str]) -> bytes:
    """Return a part of comments with ours behind those of people."""
    empty = f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
    text = text_of(content) if content else empty
    author = len(re.findall(r"<(?:\w+:)?author\b", text))
    ours = "".join(_comment(cell, said, author) for cell, said in texts.items())
    text = inserted(text, "authors", f'<author xmlns="{MAIN}">hiraku</author>')
    return inserted(text, "commentList", ours).encode()


def _comment(cell: str, said: str, author: int) -> str:
    shown = f'<text><t xml:space="preserve">{xml(said)}</t></text>'
    return f'<comment xmlns="{MAIN}" ref="{cell}" authorId="{author}">{shown}</comment>'


def shapes(content: bytes | None, texts: Mapping[str, str]) -> bytes:
    """Return the drawing with a shape for each comment, hidden until the cell is pointed at."""
    text = content.decode("utf-8") if content else _DRAWING
    ours = "".join(_shape(number, cell, said) for number, (cell, said) in enumerate(texts.items()))
    return inserted(text, "xml", ours).encode()


def _shape(number: int, cell: str, said: str) -> str:
    place = area(cell)
    row, column = place.top - 1, place.left - 1
    height = min(4 + said.count("\n") + len(said) // 26, 20)
    anchor = (
        f"{column + 1}, 15, {max(row - 1, 0)}, 2, {column + 5}, 15, {max(row - 1, 0) + height}, 4"
    )
    style = "position:absolute;width:280pt;height:120pt;z-index:1;visibility:hidden"
    return (
        f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
        f'xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{_FIRST_SHAPE + number}" '
        f'type="#_x0000_t202" style={attribute(style)} fillcolor="#ffffe1" o:insetmode="auto">'
        f'<v:fill color2="#ffffe1"/><v:textbox style="mso-direction-alt:auto"/>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
