"""A workbook with some cells changed: each cell's own element, every other part as it stood."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from hiraku.intake.books.xlsx import read, sheet_parts
from hiraku.intake.ooxml.package import Package
from hiraku.intake.sheets import Sheet, address
from hiraku.own_folders import scratch

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,10})?")


def rewritten_book(path: Path, sheets: Mapping[str, Mapping[str, str]]) -> bytes:
    """Return the workbook with the cells of its sheets changed.

    Raise `ValueError` where the result would not read as the former one with those changes.
    """
    if not sheets:
        return path.read_bytes()
    with Package(path) as package:
        parts = sheet_parts(package)
    changes = {parts[name]: cells for name, cells in sheets.items()}
    content = _copied(path, changes)
    _demand_same(path, content, sheets)
    return content


def _copied(path: Path, changes: Mapping[str, Mapping[str, str]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as former, zipfile.ZipFile(out, "w") as copy:
        for info in former.infolist():
            data = former.read(info)
            cells = changes.get(info.filename, {})
            copy.writestr(info, _changed(data, cells) if cells else data, info.compress_type)
    return out.getvalue()


def _changed(data: bytes, cells: Mapping[str, str]) -> bytes:
    """Return the XML of a sheet with cells changed; raise where one is not there exactly once."""
    text = data.decode("utf-8")
    done: set[str] = set()

    def element(match: re.Match[str]) -> str:
        prefix, place, style = match[1] or "", match[2], _style(match[0])
        if place not in cells:
            return match[0]
        done.add(place)
        value = cells[place]
        if _NUMBER.fullmatch(value):
            return f'<{prefix}c r="{place}"{style}><{prefix}v>{value}</{prefix}v></{prefix}c>'
        shown = f'<{prefix}t xml:space="preserve">{escape(value)}</{prefix}t>'
        body = f"<{prefix}is>{shown}</{prefix}is>"
        return f'<{prefix}c r="{place}"{style} t="inlineStr">{body}</{prefix}c>'

    whole = re.sub(
        r'<(\w+:)?c\s(?=[^>]*\br="([A-Z]+[0-9]+)")[^>]*?(?:/>|(?<!/)>.*?</(?:\w+:)?c>)',
        element,
        text,
        flags=re.DOTALL,
    )
    if done != set(cells):
        raise ValueError(", ".join(sorted(set(cells) - done)))
    return whole.encode("utf-8")


def _style(element: str) -> str:
    match = re.search(r'\ss="[0-9]+"', element[: element.index(">")])
    return match[0] if match else ""


def _demand_same(path: Path, content: bytes, sheets: Mapping[str, Mapping[str, str]]) -> None:
    sheets_before = read(path).sheets
    former = {sheet.name: _texts(sheet) for sheet in sheets_before}
    if len(former) < len(sheets_before):  # of two sheets of a name, nobody knows which is meant
        raise ValueError(path.name)
    with scratch("hiraku-book-") as folder:
        copy = folder / f"copy{path.suffix}"
        copy.write_bytes(content)
        mended = {sheet.name: _texts(sheet) for sheet in read(copy).sheets}
    for name, cells in sheets.items():
        former[name] |= cells
    if former != mended:
        raise ValueError(path.name)


def _texts(sheet: Sheet) -> dict[str, str]:
    return {address(row, column): cell.text for row, column, cell in sheet.cells()}
