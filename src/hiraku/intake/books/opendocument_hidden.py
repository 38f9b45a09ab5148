"""What an OpenDocument spreadsheet does not show: hidden and filtered rows and columns, comments.

OpenDocument 1.3, part 3, 19.749 (`table:visibility`), 14.1 (annotations), 10.3 (shapes).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.parsers import expat

from msgspec import Struct, field

from hiraku.intake.ooxml.package import MAX_BYTES, Unreadable, refuse_doctype

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0 {}"
_TABLE, _COLUMN, _ROW = (
    _NAMES.format("table", element) for element in ("table", "table-column", "table-row")
)
_CELLS = {_NAMES.format("table", kind) for kind in ("table-cell", "covered-table-cell")}
_ANNOTATION = _NAMES.format("office", "annotation")
_DRAWN = _NAMES.format("drawing", "")
_HIDDEN = {"collapse", "filter"}


class HiddenParts(Struct):
    """The parts of one sheet: runs of rows and of columns from 1, ends included, and texts.

    `comments` are (row, column) of the cells that carry one.
    """

    rows: list[tuple[int, int]] = field(default_factory=list)
    columns: list[tuple[int, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    comments: list[tuple[int, int]] = field(default_factory=list)


def hidden_parts(path: Path) -> dict[str, HiddenParts]:
    """Return what each sheet hides; raise `Unreadable` where the file is too large."""
    with zipfile.ZipFile(path) as archive:
        if archive.getinfo("content.xml").file_size > MAX_BYTES:
            raise Unreadable("too large")
        with archive.open("content.xml") as stream:
            reader = _Reader()
            parser = expat.ParserCreate(namespace_separator=" ")
            parser.buffer_text = True
            parser.StartElementHandler = reader.start
            parser.EndElementHandler = reader.end
            parser.CharacterDataHandler = reader.text
            parser.StartDoctypeDeclHandler = refuse_doctype
            parser.ParseFile(stream)
    return reader.sheets


class _Reader:
    """Counts rows and columns while the XML goes by, and gathers what stands over the cells."""

    def __init__(self) -> None:
        self.sheets: dict[str, HiddenParts] = {}
        self._sheet = HiddenParts()
        self._ends = {"rows": 0, "columns": 0}
        self._cell = (0, 0)
        self._row = self._after = 1
        self._over = 0
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            _TABLE: self._begin_sheet,
            _COLUMN: lambda attributes: self._count("columns", attributes),
            _ROW: self._begin_row,
            **dict.fromkeys(_CELLS, self._begin_cell),
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._over or name == _ANNOTATION or name.startswith(_DRAWN):
            self._over += 1
            if self._over == 1:
                self._sheet.texts.append("")
            if name == _ANNOTATION:
                self._sheet.comments.append(self._cell)
        elif begin := self._starts.get(name):
            begin(attributes)

    def _begin_sheet(self, attributes: dict[str, str]) -> None:
        self._sheet = HiddenParts()
        self.sheets[attributes.get(_NAMES.format("table", "name"), "")] = self._sheet
        self._ends = {"rows": 0, "columns": 0}

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row, self._after = self._ends["rows"] + 1, 1
        self._count("rows", attributes)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._cell = (self._row, self._after)
        self._after += int(attributes.get(_NAMES.format("table", "number-columns-repeated"), 1))

    def _count(self, what: str, attributes: dict[str, str]) -> None:
        first = self._ends[what] + 1
        self._ends[what] += int(
            attributes.get(_NAMES.format("table", f"number-{what}-repeated"), 1)
        )
        if attributes.get(_NAMES.format("table", "visibility")) in _HIDDEN:
            runs: Any = getattr(self._sheet, what)
            runs.append((first, self._ends[what]))

    def end(self, _: str) -> None:
        self._over -= bool(self._over)

    def text(self, data: str) -> None:
        if self._over:
            self._sheet.texts[-1] += data
