"""The objects of the JSON download, one a line, for tables that are too long to read at once."""

from hiraku.model import Text
from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.export import Export
from hiraku.publishing.tables.published_table import PublishedTable

_SHORT = 10_000


def _omitted(table: PublishedTable) -> Text | None:
    if table.table.rows > _SHORT:
        return None
    return Text(
        f"{_SHORT:,} 行以下の表では、JSON のファイルで足ります。",
        f"The JSON file is enough for tables of up to {_SHORT:,} rows.",
    )


def _write(table: PublishedTable, out: StagePath) -> None:
    table.copy_objects(out, "", "\n", "")


export = Export(
    title=Text("NDJSON（1行に1件）", "NDJSON, one object a line"),
    extension="ndjson",
    media_type="application/x-ndjson",
    dcat_format="JSON",
    omitted=_omitted,
    write=_write,
)
