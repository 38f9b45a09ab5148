"""A CSV with some cells changed, every other character as it stood, in UTF-8."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from hiraku.intake.books.csv import encoding_of, likely_delimiter
from hiraku.intake.sheets import address

_QUOTED = r'"(?:[^"]|"")*"'


def rewritten_csv(path: Path, cells: Mapping[str, str]) -> tuple[bytes, str, int]:
    """Return the file with the cells changed, its former encoding where another, and blank rows.

    A file that does not read the same piece by piece (a stray quote) stays as it is.
    """
    content = path.read_bytes()
    encoding = encoding_of(content)
    text = content.decode(encoding)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else likely_delimiter(text)
    records = list(_records(text, delimiter))
    if _values(records) != list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
        raise ValueError(path.name)
    kept = _without_blank_end(records)
    pieces = [
        _record(row, fields, delimiter, end, cells) for row, (fields, end) in enumerate(kept, 1)
    ]
    former = "" if content.startswith(codecs.BOM_UTF8) or encoding == "utf-8" else encoding
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    return mark + "".join(pieces).encode("utf-8"), former, len(records) - len(kept)


Record = tuple[list[str], str]


def _records(text: str, delimiter: str) -> Iterator[Record]:
    """Yield the fields of each record as they are written, and the line end behind them."""
    part = re.escape(delimiter)
    field = re.compile(rf"({_QUOTED}|[^{part}\r\n]*)({part}|\r\n|\r|\n|\Z)")
    fields: list[str] = []
    place = 0
    while place < len(text) or fields:
        match = field.match(text, place)
        if not match:
            raise ValueError(text[place : place + 20])
        fields.append(match[1])
        place = match.end()
        if match[2] != delimiter:
            yield fields, match[2]
            fields = []
            if not match[2]:
                return


def _values(records: list[Record]) -> list[list[str]]:
    return [[] if fields == [""] else [_value(field) for field in fields] for fields, _ in records]


def _value(field: str) -> str:
    return field[1:-1].replace('""', '"') if field.startswith('"') else field


def _without_blank_end(records: list[Record]) -> list[Record]:
    last = len(records)
    while last > 1 and not any(_value(field).strip() for field in records[last - 1][0]):
        last -= 1
    return records[:last]


def _record(row: int, fields: list[str], delimiter: str, end: str, cells: Mapping[str, str]) -> str:
    changed = [
        _written(cells[address(row, column)], delimiter) if address(row, column) in cells else field
        for column, field in enumerate(fields, 1)
    ]
    return delimiter.join(changed) + end


def _written(value: str, delimiter: str) -> str:
    special = any(sign in value for sign in (delimiter, '"', "\r", "\n"))
    return '"' + value.replace('"', '""') + '"' if special else value
