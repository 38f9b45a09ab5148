"""Small workbooks and OpenDocument sheets, written for the tests."""

import io
import zipfile
from datetime import date, datetime
from xml.sax.saxutils import quoteattr

import openpyxl
import xlsxwriter
import xlwt
from xlwt.CompoundDoc import XlsDoc

ODS = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"


def xlsx(rows, **more):
    """Return the bytes of a workbook whose first sheet holds the rows; more sheets by name."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"})
    for name, lines in {"表": rows, **more}.items():
        sheet = book.add_worksheet(name)
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    book.close()
    return stream.getvalue()


def with_openpyxl(change):
    book = openpyxl.Workbook()
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls(rows, change=lambda records: records, code=None):
    """Return the bytes of a workbook of old Excel; `code` is the format of its numbers.

    `change` is given the records of the whole book as bytes.
    """
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    styled = xlwt.easyxf(num_format_str=code) if code else xlwt.Style.default_style
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell.startswith("#"):
                sheet.row(row).set_cell_error(column, cell)
            else:
                sheet.write(row, column, cell, styled)
    return compound(change(book.get_biff_data()))


def compound(records):
    """Return the bytes of the compound file whose one stream is the workbook."""
    stream = io.BytesIO()
    XlsDoc().save(stream, records)
    return stream.getvalue()


def ods(*tables, before="", styled=""):
    """Return the bytes of a spreadsheet of (name, rows); a cell may be XML of its own.

    `before` is XML that stands before the tables, `styled` the name of the first table's style.
    """
    body = "".join(
        f"<table:table table:name={quoteattr(name)}>{''.join(map(ods_row, rows))}</table:table>"
        for name, rows in tables
    )
    first = f'<table:table table:style-name="{styled}"'
    body = before + (body.replace("<table:table", first, 1) if styled else body)
    names = " ".join(
        f'xmlns:{family}="{ODS.format(family)}"' for family in ("office", "table", "text")
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml", f"<office:document-content {names}>{body}</office:document-content>"
        )
    return stream.getvalue()


def ods_row(cells):
    if isinstance(cells, str):
        return cells
    return f"<table:table-row>{''.join(map(ods_cell, cells))}</table:table-row>"


def ods_cell(value):
    if isinstance(value, str) and value.startswith("<"):
        return value
    kind, attribute = "string", ""
    if isinstance(value, bool):
        kind, attribute = "boolean", f'office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, int | float):
        kind, attribute = "float", f'office:value="{value}"'
    elif isinstance(value, datetime | date):
        kind, attribute = "date", f'office:date-value="{value.isoformat()}"'
    elif value is None:
        return "<table:table-cell/>"
    return (
        f'<table:table-cell office:value-type="{kind}" {attribute}>'
        f"<text:p>{value}</text:p></table:table-cell>"
    )
