"""What lies over the cells of an OOXML sheet, and which cells carry comments.

ISO/IEC 29500-1, 20.5 (SpreadsheetDrawing) and 18.7 (comments).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from hiraku.intake.ooxml.package import Package, child, local
from hiraku.intake.ooxml.sheet_xml import area
from hiraku.intake.sheets import Floating

_TEXTS = ("t", "text")
_KINDS = {"pic": "picture", "graphicFrame": "chart", "sp": "shape", "cxnSp": "shape"}


def read_floating(package: Package, part: str) -> Iterator[Floating]:
    """Yield each picture, chart and shape with the cell in which it begins and its text."""
    for anchor in package.tree(part):
        begin = child(anchor, "from")
        row, column = _number(begin, "row"), _number(begin, "col")
        for item in anchor.iter():
            if kind := _KINDS.get(local(item)):
                yield Floating(kind, row, column, _text(item))


def _number(begin: ET.Element | None, name: str) -> int:
    corner = child(begin, name)
    return int(corner.text or 0) + 1 if corner is not None else 1


def _text(item: ET.Element) -> str:
    return "".join(part.text or "" for part in item.iter() if local(part) == "t").strip()


def read_comments(package: Package, part: str) -> Iterator[tuple[int, int]]:
    """Yield (row, column) of each cell with a comment; never its text, which can name people."""
    for item in package.tree(part).iter():
        if local(item) in ("comment", "threadedComment") and (reference := item.get("ref")):
            place = area(reference)
            yield place.top, place.left


def read_comment_texts(package: Package, part: str) -> Iterator[str]:
    """Yield the text of each comment, to be looked through for persons and never to be shown."""
    for item in package.tree(part).iter():
        if local(item) in ("comment", "threadedComment"):
            yield "".join(piece.text or "" for piece in item.iter() if local(piece) in _TEXTS)
