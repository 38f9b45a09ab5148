"""Text files of comma, tab or semicolon separated values, in any encoding of the ladder.

Only texts are known here: what a spreadsheet would hide, merge or paint cannot be in the file.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hiraku.intake.meant import western
from hiraku.intake.ooxml.package import Unreadable
from hiraku.intake.sheets import Book, Cell, Sheet

suffixes = {".csv", ".tsv", ".txt"}

MAX_BYTES = 256 * 1024 * 1024
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_LADDER = ("utf-8", "cp932")
_DELIMITERS = ",\t;"


def read(path: Path) -> Book:
    """Read the records as they stand; raise `Unreadable` where no encoding fits the whole file."""
    content = path.read_bytes()
    if len(content) > MAX_BYTES:
        raise Unreadable("too large")
    encoding = encoding_of(content)
    text = content.decode(encoding)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else likely_delimiter(text)
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows, lines = [], {}
    for number, record in enumerate(reader, 1):
        rows.append([Cell(value or None, value) for value in record])
        lines[number] = reader.line_num
    return Book(path.name, "csv", (Sheet(path.stem, rows, lines=lines),), frozenset({encoding}))


def encoding_of(content: bytes) -> str:
    """Return the encoding by BOM, strict UTF-8, CP1252 where it is no CP932, strict CP932."""
    for mark, encoding in _BOMS.items():
        if content.startswith(mark):
            return encoding
    for encoding in _LADDER:
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return western.CODEC if encoding == "cp932" and western.is_western(content) else encoding
    if western.is_western(content):
        return western.CODEC
    raise Unreadable("encoding")


def likely_delimiter(text: str) -> str:
    """Return the delimiter that most of the first lines hold; the comma where they hold none."""
    head = text.splitlines()[:20]
    return max(_DELIMITERS, key=lambda sign: (sum(sign in line for line in head), sign == ","))
