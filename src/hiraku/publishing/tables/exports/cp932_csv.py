"""For programs that read nothing but Shift_JIS (CP932), where the catalog wants it.

It is the CSV for Excel in another encoding. A text that would not come back as it was is never
written as another: then the table has no such file, and its page says which character it is.
"""

import csv
from itertools import chain

from hiraku.languages import Message
from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.export import Export
from hiraku.publishing.tables.formulas import holds_formulas
from hiraku.publishing.tables.published_table import PublishedTable

_ENCODING = "cp932"
_NOT_WANTED = ""


def _omitted(table: PublishedTable) -> Message | str | None:
    if not table.dataset.cp932:
        return _NOT_WANTED
    if holds_formulas(table):
        return Message("files.formulas-in-texts-of-cp932")
    header = [str(field.title) for field in table.fields]
    for text in chain(header, *table.texts()):
        if text and (lost := _lost(text)):
            return Message("files.beyond-cp932", {"code": f"U+{ord(lost):04X}"})
    return None


def _lost(text: str) -> str:
    """Return the first character that does not come back from CP932 as it was; empty if all do."""
    if text.encode(_ENCODING, "replace").decode(_ENCODING) == text:
        return ""
    return next(
        char for char in text if char.encode(_ENCODING, "replace").decode(_ENCODING) != char
    )


def _write(table: PublishedTable, out: StagePath) -> None:
    with out.open("w", encoding=_ENCODING, newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(str(field.title) for field in table.fields)
        writer.writerows(table.texts())


export = Export(
    title=Message("files.cp932-csv"),
    extension="cp932.csv",
    media_type="text/csv",
    dcat_format="CSV",
    audience=Message("files.cp932-csv-for"),
    position=7,
    omitted=_omitted,
    write=_write,
)
