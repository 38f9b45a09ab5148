"""What an XLSX file tells before it is opened: its sizes, and the cells whose formula failed.

Office Open XML, ISO/IEC 29500-1, 18.3.1.4 (`c`, `t="e"`). The reader of workbooks takes a failed
formula for an empty cell, and fills memory for every cell up to the last one.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET

from msgspec import Struct, field

from hiraku.reading.records.sheets import UNCALCULATED, Cell, Failure
from hiraku.reading.records.workbooks.xlsx_dates import counts_from_1904, date_styles, no_days

MAX_BYTES = 512 * 1024 * 1024
_PIECE = 1024 * 1024
_LARGEST = 8 * _PIECE
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FAILED = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>'
    rb"(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)
# A formula without a value, or with an empty one that is no text.
_UNCALCULATED = re.compile(
    rb'<(?:\w+:)?c\s(?![^>]*\bt="(?:str|e)")[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>\s*'
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?"
    rb"\s*</(?:\w+:)?c>"
)
_ADDRESS = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')


class XlsxParts(Struct, frozen=True):
    """`cells` is how many cells the sheet spans; `errors` are those whose value is not known."""

    admissible: bool = True
    cells: int = 0
    errors: dict[Cell, Failure] = field(default_factory=dict)


def looked_through(path: Path, sheet: str | None = None) -> XlsxParts:
    """Look at the sizes of the archive and, where a sheet is named, through its XML."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_BYTES:
                return XlsxParts(admissible=False)
            if not sheet:
                return XlsxParts()
            with archive.open(_part(archive, sheet)) as part:
                return _sheet(_pieces(part), _dates(archive))
    except (zipfile.BadZipFile, KeyError, ET.ParseError, StopIteration, OSError):
        return XlsxParts()


class _Dates(Struct, frozen=True):
    styles: dict[int, bool] = field(default_factory=dict)
    from_1904: bool = False


def _dates(archive: zipfile.ZipFile) -> _Dates:
    if _STYLES not in archive.namelist():
        return _Dates()
    styles = date_styles(_tree(archive, _STYLES))
    return _Dates(styles, counts_from_1904(_tree(archive, _WORKBOOK)))


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the part that holds the sheet."""
    sheets = _tree(archive, _WORKBOOK).iter()
    relation_id = next(element.get(_RELATION) for element in sheets if element.get("name") == sheet)
    relations = _tree(archive, _RELATIONS).iter()
    target = next(
        str(relation.get("Target")) for relation in relations if relation.get("Id") == relation_id
    )
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _tree(archive: zipfile.ZipFile, part: str) -> ET.Element:
    """Parse a part; entities, which could swell, need a DTD, and Office Open XML has none."""
    content = archive.read(part)
    if b"<!DOCTYPE" in content:
        raise ET.ParseError
    return ET.fromstring(content)  # noqa: S314 - without a DTD there is nothing to swell


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """Yield the XML of a sheet in pieces that end with a cell; a cell too large loses its text."""
    rest = b""
    while piece := part.read(_PIECE):
        rest += piece
        cut = rest.rfind(b"c>") + 2
        if cut > 1:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > _LARGEST:
            yield rest[:_PIECE]
            rest = rest[-_PIECE:]
    yield rest


def _sheet(pieces: Iterable[bytes], dates: _Dates) -> XlsxParts:
    columns: set[bytes] = set()
    last = 0
    errors: dict[Cell, Failure] = {}
    for piece in pieces:
        for address in _ADDRESS.finditer(piece):
            columns.add(address[1])
            last = max(last, int(address[2]))
        for letters, row in _UNCALCULATED.findall(piece):
            errors[int(row), _position(letters)] = UNCALCULATED
        for letters, row, text in _FAILED.findall(piece):
            failed = Failure("cell-error", text.decode("utf-8", "replace"))
            errors[int(row), _position(letters)] = failed
        for letters, row, number in no_days(piece, dates.styles, from_1904=dates.from_1904):
            errors[int(row), _position(letters)] = Failure("date-impossible", number)
    width = max(map(_position, columns), default=0)
    return XlsxParts(cells=width * last, errors=errors)


def _position(letters: bytes) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
