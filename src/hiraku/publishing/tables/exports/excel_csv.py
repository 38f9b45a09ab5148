"""For Excel: UTF-8 with BOM, CRLF and Japanese titles, so that it opens without mojibake."""

import csv

from hiraku.languages import Message
from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.export import Export
from hiraku.publishing.tables.formulas import holds_formulas
from hiraku.publishing.tables.published_table import PublishedTable

_RUN = Message("files.formulas-in-texts")


def _omitted(table: PublishedTable) -> Message | None:
    """Leave the file out where Excel would run a cell; values are never changed."""
    return _RUN if holds_formulas(table) else None


def _write(table: PublishedTable, out: StagePath) -> None:
    with out.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(str(field.title) for field in table.fields)
        writer.writerows(table.texts())


export = Export(
    title=Message("files.excel-csv"),
    extension="excel.csv",
    media_type="text/csv",
    dcat_format="CSV",
    audience=Message("files.excel-csv-for"),
    position=3,
    omitted=_omitted,
    write=_write,
)
