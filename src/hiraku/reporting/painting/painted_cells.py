"""The cells of one sheet's XML with other styles (ISO/IEC 29500-1, 18.3.1): nothing else moves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hiraku.intake.ooxml.sheet_xml import area
from hiraku.intake.sheets import Range, letter
from hiraku.reporting.painting.marks import CellMark
from hiraku.reporting.painting.painted_parts import RELATIONS, StylePainter, Unsure

_MOST = 500  # cells of one place
_ROW = re.compile(r"<((?:\w+:)?)row\b([^>]*?)(?:/>|(?<!/)>(.*?)</\1row>)", re.DOTALL)
_CELL = re.compile(r"<(?:\w+:)?c\b([^>]*?)(?:/>|(?<!/)>.*?</(?:\w+:)?c>)", re.DOTALL)
_REFERENCE = re.compile(r'\br="([A-Z]{1,3})([0-9]{1,7})"')
_STYLE = re.compile(r'\bs="([0-9]{1,6})"')
# What stands behind the comments' drawing in a sheet.
_BEHIND = re.compile(
    r"<(?:\w+:)?(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts"
    r"|extLst)\b(?![^<]*</(?:\w+:)?row)|</(?:\w+:)?worksheet\s*>"
)
Colours = dict[int, dict[str, bool]]


def colours(marks: list[CellMark]) -> Colours:
    """Return the columns of each row that are coloured, and whether as errors."""
    coloured: Colours = {}
    for mark in sorted(marks, key=lambda mark: mark.error):
        for row, column in _places(mark.cells):
            coloured.setdefault(row, {})[column] = mark.error
    return coloured


def merged(text: str) -> list[Range]:
    """Return the merged cells of a sheet's XML."""
    return [area(ref) for ref in re.findall(r'<(?:\w+:)?mergeCell\b[^>]*?\bref="([^"]+)"', text)]


def _places(cells: str) -> Iterator[tuple[int, str]]:
    place = area(cells)
    rows, columns = range(place.top, place.bottom + 1), range(place.left, place.right + 1)
    if len(rows) * len(columns) > _MOST:
        rows, columns = rows[:1], columns[:_MOST]
    yield from ((row, letter(column)) for row in rows for column in columns)


def painted(text: str, coloured: Mapping[int, Mapping[str, bool]], painter: StylePainter) -> str:
    """Return the sheet with its cells coloured; a blank cell is put in where its row stands."""
    body = text.find("sheetData")

    def row(match: re.Match[str]) -> str:
        number = re.search(r'\br="([0-9]+)"', match[2])
        if not number:
            raise Unsure("row")
        wrong = coloured.get(int(number[1]), {})
        return _row(match, int(number[1]), wrong, painter) if wrong else match[0]

    return text[:body] + _ROW.sub(row, text[body:])


def _row(
    match: re.Match[str], number: int, wrong: Mapping[str, bool], painter: StylePainter
) -> str:
    prefix, attributes, inner = match[1], match[2], match[3] or ""
    own = _STYLE.search(attributes)
    style = int(own[1]) if own else 0
    cells = {_column(cell): cell[0] for cell in _CELL.finditer(inner)}
    rest = _CELL.sub("", inner)
    for column, error in wrong.items():
        blank = f'<{prefix}c r="{column}{number}" s="{style}"/>'
        cells[column] = _coloured(cells.get(column, blank), painter, error=error)
    ordered = "".join(cells[column] for column in sorted(cells, key=lambda name: (len(name), name)))
    attributes = re.sub(r'\sspans="[^"]*"', "", attributes)
    return f"<{prefix}row{attributes}>{ordered}{rest}</{prefix}row>"


def _column(cell: re.Match[str]) -> str:
    place = _REFERENCE.search(cell[1])
    if not place:
        raise Unsure("cell")
    return place[1]


def _coloured(cell: str, painter: StylePainter, *, error: bool) -> str:
    start, rest = re.match(r"(<(?:\w+:)?c)\b([^>]*)", cell).groups()  # type: ignore[union-attr]  # it was matched as a cell
    own = _STYLE.search(rest)
    style = painter.filled(int(own[1]) if own else 0, error=error)
    attributes = re.sub(r'\ss="[0-9]*"', "", rest)
    return f'{start} s="{style}"{attributes}{cell[len(start) + len(rest) :]}'


def with_drawing(text: str, identifier: str) -> str:
    """Return the sheet with a drawing of comments, where ISO/IEC 29500-1, 18.3.1.99 wants it."""
    tail = text.rfind("</", 0, text.rfind("worksheet"))
    body = max(text.rfind("</sheetData"), text.rfind(":sheetData>"), text.rfind("<sheetData/>"), 0)
    place = _BEHIND.search(text, body)
    if not place or tail < 0:
        raise Unsure("worksheet")
    prefix = re.search(r"<(\w+:)?worksheet\b", text)
    own = (prefix[1] if prefix else "") or ""
    piece = f'<{own}legacyDrawing xmlns:r="{RELATIONS}" r:id="{identifier}"/>'
    return text[: place.start()] + piece + text[place.start() :]
