"""The workbook: three sheets, written in constant memory, the same bytes each time."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct, field
from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it brings no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # the same
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # the same

from hiraku.errors import LibraryError
from hiraku.languages import say
from hiraku.publishing.site.site_path import StagePath, below, scratch_beside
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.publishing.tables.workbook.cells import TEXT
from hiraku.publishing.tables.workbook.explained import definitions, origins, titles
from hiraku.publishing.tables.workbook.rows import write_rows
from hiraku.publishing.tables.workbook.widths import WIDEST, widths

# Fixed, so that one table gives one file; the content's own dates stand on its page.
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no time zones
FONT = {"font_name": "Yu Gothic", "font_size": 11, "valign": "top"}
HEADER = FONT | {"bold": True, "bg_color": "#E8ECF4", "bottom": 1, "text_wrap": True, "indent": 1}
SAMPLE = 200
WRAPPED = 24
_CHUNK = 1024 * 1024


def write_book(table: PublishedTable, out: StagePath) -> None:
    """Write the sheets of the data, of the fields' definitions and of source and licence."""
    with scratch_beside(out) as scratch:
        options = {"constant_memory": True, "tmpdir": str(scratch), "use_zip64": True}
        book = _Book(Workbook(str(out), options))
        book.describe(table)
        data = _data(book, table, scratch)
        _definitions(book, table)
        _origins(book, table)
        book.workbook.close()
    if not data.written:
        raise LibraryError("XlsxWriter")


class _Book(Struct):
    """A workbook and the formats made for it so far: a format is made once."""

    workbook: Workbook
    formats: dict[tuple[str, bool], Format] = field(default_factory=dict)

    def describe(self, table: PublishedTable) -> None:
        publisher = table.dataset.publisher
        properties = {
            "title": str(table.dataset.title),
            "author": str(publisher.name) if publisher else "",
        }
        self.workbook.set_properties(properties | {"comments": table.address, "created": CREATED})

    def sheet(
        self, name: str, titles: Sequence[str], wide: Sequence[float], kind: type[Any] = Worksheet
    ) -> Any:
        """Add a sheet with its header, which stays in sight."""
        sheet = self.workbook.add_worksheet(name, kind)
        header = self.workbook.add_format(HEADER)
        for column, (title, width) in enumerate(zip(titles, wide, strict=True)):
            sheet.set_column(column, column, width, self.format(TEXT, wrapped=width >= WRAPPED))
            sheet.write_string(0, column, title, header)
        sheet.freeze_panes(1, 0)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def format(self, number_format: str, *, wrapped: bool = False) -> Format:
        key = (number_format, wrapped)
        if key not in self.formats:
            properties: dict[str, Any] = FONT | {"num_format": number_format, "text_wrap": wrapped}
            properties["indent"] = int(number_format == TEXT)
            self.formats[key] = self.workbook.add_format(properties)
        return self.formats[key]


class _DataSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter brings no types
    """A sheet whose rows below the header stand in a file already.

    XlsxWriter asks for them by a private method: `written` tells whether it did.
    """

    rows: StagePath
    written = False

    def reach(self, last_row: int) -> None:
        """Say in the file how far the rows reach; XlsxWriter has counted the header, as row 0."""
        if getattr(self, "dim_rowmax", None) != 0:
            raise LibraryError("XlsxWriter")
        self.dim_rowmax = last_row

    def _write_optimized_sheet_data(self) -> None:
        """Write the rows of constant memory: XlsxWriter's own, which are the header, then ours."""
        self._xml_start_tag("sheetData")
        self.row_data_fh.seek(0)
        shutil.copyfileobj(self.row_data_fh, self.fh)
        self.fh.flush()
        with self.rows.open("rb") as rows:
            shutil.copyfileobj(rows, self.fh.buffer, _CHUNK)
        self._xml_end_tag("sheetData")
        self._opt_close()
        self.written = True


def _data(book: _Book, table: PublishedTable, scratch: StagePath) -> _DataSheet:
    heads = [str(field.title) for field in table.fields]
    wide = widths([heads, *table.texts(SAMPLE)])
    sheet: _DataSheet = book.sheet(say(table.language, "sheets.data"), heads, wide, _DataSheet)
    sheet.autofilter(0, 0, max(table.table.rows, 1), len(heads) - 1)
    sheet.reach(table.table.rows)

    def style(number_format: str, column: int) -> int:
        wrapped = number_format == TEXT and wide[column] >= WRAPPED
        index: int = book.format(number_format, wrapped=wrapped)._get_xf_index()  # noqa: SLF001 - the one way to ask
        return index

    sheet.rows = below(scratch, "rows.xml")
    write_rows(table, sheet.rows, style)
    return sheet


def _definitions(book: _Book, table: PublishedTable) -> None:
    code = table.language
    rows = list(definitions(table.fields, code))
    _texts(book, say(code, "sheets.definitions"), titles(code), rows)


def _origins(book: _Book, table: PublishedTable) -> None:
    code = table.language
    heads = titles(code, ("what", "text"))
    _texts(book, say(code, "sheets.origins"), heads, list(origins(table)))


def _texts(book: _Book, name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    shown = list(rows)
    wide = widths([heads, *shown], WIDEST if len(heads) > 2 else 2 * WIDEST)  # noqa: PLR2004 - what and text
    sheet = book.sheet(name, heads, wide)
    for number, row in enumerate(shown, 1):
        for column, text in enumerate(row):
            if text:
                form = book.format(TEXT, wrapped=wide[column] >= WRAPPED)
                sheet.write_string(number, column, text, form)
