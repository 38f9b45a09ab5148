"""Pictures drawn from texts as SVG: what a terminal said, and a table with its cells.

Their colours, the ground's too, are their own, so that they read alike on light and dark pages.
Each text says how long it is, so that it keeps its place whatever fonts the reader has.
"""

import re
from unicodedata import east_asian_width
from xml.etree import ElementTree as ET

WIDTH = 480
EDGE = 16
FONTS = "BIZ UDGothic, Noto Sans Mono CJK JP, Noto Sans Mono, Consolas, Menlo, monospace"
INK, PAPER, NOTE = "#1b1b1f", "#ffffff", "#fff8d6"
SCREEN, LIGHT = "#1b1e26", "#ececf0"
# The ground of a cell, its frame and how thick that is.
PLAIN, HEAD, WRONG = (PAPER, "#c9cbd1", 1), ("#e8ecf4", "#c9cbd1", 1), ("#fdeceb", "#b3261e", 3)
LETTER, ROW, MARGIN = 13, 28, 8

# A line ends after a space or a slash, and anywhere between letters that are no ASCII.
_UNBROKEN = re.compile(r"[!-.0-~]*[ /]|[!-.0-~]+|.")


def terminal(text):
    """Draw what was typed and said; each line of it is a group, broken where it is too long."""
    size, step = 16, 24
    most = (WIDTH - 2 * EDGE) * 2 // size
    lines = [broken(line, most) for line in text.splitlines()]
    picture = _picture(2 * EDGE + step * sum(map(len, lines)), SCREEN, LIGHT)
    y = EDGE + size
    for pieces in lines:
        group = ET.SubElement(picture, "g")
        for piece in pieces:
            _write(group, piece, (EDGE, y), size)
            y += step
    return _told(picture)


def broken(line, most):
    """Break a line into pieces of at most `most` columns; together they are the line."""
    pieces = [""]
    for part in _UNBROKEN.findall(line):
        if columns(pieces[-1] + part.rstrip()) > most:
            pieces.append("")
        pieces[-1] += part
    return pieces


def table(rows, letters, marked=(), note=()):
    """Draw rows as a spreadsheet names them: letters above, numbers beside, `marked` cells framed.

    `letters` names the columns of the rows; those between them are hidden, as in a spreadsheet.
    `note` is what the first cell below the header says when it is entered: a title and lines.
    """
    texts = [["", *letters], *([str(n), *row] for n, row in enumerate(rows, start=1))]
    picture = _picture(ROW * (len(texts) + 1) + 24 * len(note), PAPER, INK)
    cells = list(_cells(texts))
    for address, text, place, look in cells:
        if address not in marked:
            _cell(picture, text, place, look)
    for address, text, place, _ in cells:  # last, so that no neighbour lies on the frame
        if address in marked:
            _cell(picture, text, place, WRONG)
    if note:
        _note(picture, note, ROW * (len(texts) - 0.1))
    return _told(picture)


def _cells(texts):
    """Yield the address, the text, the place (x, y, width, height) and the look of each cell."""
    wide = [max(map(columns, column)) * LETTER / 2 + 14 for column in zip(*texts, strict=True)]
    for number, row in enumerate(texts):
        for n, text in enumerate(row):
            place = (MARGIN + sum(wide[:n]), ROW * (number + 0.5), wide[n], ROW)
            look = HEAD if number <= 1 or n == 0 else PLAIN
            yield texts[0][n] + row[0], text, place, look


def _note(picture, lines, y):
    step, x = 26, 64
    width = max(map(columns, lines)) * LETTER / 2 + 24
    group = ET.SubElement(picture, "g")
    _box(group, (x, y - 8, width, step * len(lines) + 8), (NOTE, *PLAIN[1:]))
    for number, line in enumerate(lines):
        weight = {} if number else {"font-weight": "700"}
        _write(group, line, (x + 12, y + 12 + step * number), LETTER, **weight)


def _cell(picture, text, place, look):
    group = ET.SubElement(picture, "g")
    _box(group, place, look)
    if text:
        x, y, _, height = place
        _write(group, text, (x + 7, y + height / 2 + LETTER * 0.37), LETTER)


def _box(group, place, look):
    x, y, width, height = (f"{number:g}" for number in place)
    ground, line, thick = look
    about = {"fill": ground, "stroke": line, "stroke-width": str(thick)}
    ET.SubElement(group, "rect", x=x, y=y, width=width, height=height, **about)


def _write(group, text, place, size, **about):
    x, y = place
    long = {"textLength": f"{columns(text) * size / 2:g}", "lengthAdjust": "spacingAndGlyphs"}
    kept = {"x": f"{x:g}", "y": f"{y:g}", "font-size": str(size), "xml:space": "preserve"}
    ET.SubElement(group, "text", kept | long | about).text = text


def columns(text):
    """Return how many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def _picture(height, ground, ink):
    about = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {height}"}
    look = {"font-family": FONTS, "fill": ink}
    picture = ET.Element("svg", about | look, width=str(WIDTH), height=str(height))
    ET.SubElement(picture, "rect", width=str(WIDTH), height=str(height), fill=ground)
    return picture


def _told(picture):
    ET.indent(picture, " ")
    return ET.tostring(picture, encoding="unicode") + "\n"
