"""For Excel: the data, what each column means, and where it comes from, on three sheets.

Texts stay texts: no formula, no link, no lost zero. Numbers, dates and times are true ones where
Excel holds them exactly, and texts where it does not. What does not fit is left out, never cut.
"""

from hiraku.languages import Message
from hiraku.model import Words
from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.export import Export
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.publishing.tables.workbook.explained import definitions, origins
from hiraku.publishing.tables.workbook.limits import exceeded


def _omitted(table: PublishedTable) -> Words | None:
    further = (*definitions(table.fields, table.language), *origins(table))
    return exceeded(table, (text for row in further for text in row))


def _write(table: PublishedTable, out: StagePath) -> None:
    from hiraku.publishing.tables.workbook.book import write_book  # noqa: PLC0415 - XlsxWriter only when used

    write_book(table, out)


export = Export(
    title="Excel",
    extension="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    dcat_format="XLSX",
    audience=Message("files.xlsx-for"),
    position=2,
    omitted=_omitted,
    write=_write,
    packed=True,
)
