"""The first sheet of a workbook, in one pass over its XML: a workbook may be larger than memory."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError
from xml.etree.ElementTree import fromstring as parsed
from zipfile import BadZipFile, ZipFile

from hiraku.publishing.release.readers.rows import SampledRows, Values

_SHEET = "xl/worksheets/sheet1.xml"
_ROW, _END = b"<row ", b"</sheetData>"
_CHUNK = 1024 * 1024
# A character that XML cannot hold (ECMA-376, 22.4.2.4).
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Serial(str):
    """A number as Excel keeps it: of a date, the days since 1899-12-30."""

    __slots__ = ()


def read(path: Path, wanted: Collection[int]) -> SampledRows:
    """Return the rows below the header; raise `ValueError` where the file cannot be read."""
    try:
        with ZipFile(path) as book:
            elements = _elements(book)
            next(elements, None)
            return _rows(elements, wanted)
    except (BadZipFile, KeyError, ParseError) as error:
        raise ValueError(str(error)) from error


def _rows(elements: Iterator[bytes], wanted: Collection[int]) -> SampledRows:
    values, total = {}, 0
    for total, element in enumerate(elements, 1):
        if total - 1 in wanted:
            values[total - 1] = _values(parsed(element))  # noqa: S314 - our own file
    return SampledRows(total, values)


def _elements(book: ZipFile) -> Iterator[bytes]:
    """Yield each `row` element; a text in a cell holds no `<`."""
    rest = b""
    with book.open(_SHEET) as sheet:
        while chunk := sheet.read(_CHUNK):
            *rows, rest = (rest + chunk).split(_ROW)
            yield from (_ROW + row for row in rows if not row.startswith(b"<?xml"))
    last = rest.partition(_END)[0]
    if last and not last.startswith(b"<?xml"):
        yield _ROW + last


def _values(row: Element) -> Values:
    """Return the cells by their columns; one that is not there is None."""
    values = {_column(cell.get("r", "")): _value(cell) for cell in row}
    return tuple(values.get(column) for column in range(max(values, default=0) + 1))


def _column(place: str) -> int:
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: Element) -> str | bool:
    text = "".join(cell.itertext())
    if cell.get("t") == "inlineStr":
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text == "1" if cell.get("t") == "b" else Serial(text)
