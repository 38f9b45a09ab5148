"""An array of objects with typed values; missing values are null.

Numbers keep every digit of the text; integers beyond ±(2^53−1) are strings (RFC 8259, 6).
"""

from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.export import Export
from hiraku.publishing.tables.published_table import PublishedTable


def _write(table: PublishedTable, out: StagePath) -> None:
    table.copy_objects(out, "[\n", ",\n", "\n]\n")


export = Export(
    title="JSON",
    extension="json",
    media_type="application/json",
    dcat_format="JSON",
    write=_write,
)
