"""For Excel: UTF-8 with BOM, CRLF and Japanese titles, so that it opens without mojibake."""

import csv

from hiraku.model import Text
from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.export import Export
from hiraku.publishing.tables.published_table import PublishedTable


def _write(table: PublishedTable, out: StagePath) -> None:
    with out.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(field.title.ja for field in table.fields)
        writer.writerows(table.texts())


export = Export(
    title=Text("Excel用CSV", "CSV for Excel"),
    extension="excel.csv",
    media_type="text/csv",
    dcat_format="CSV",
    audience=Text("日本語の見出し、文字化けしない", "Japanese titles, opens in Excel"),
    position=3,
    write=_write,
)
