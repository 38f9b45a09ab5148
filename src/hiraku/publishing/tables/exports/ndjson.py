"""The objects of the JSON download, one a line, for tables that are too long to read at once."""

from hiraku.languages import Message
from hiraku.model import Words
from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.export import Export
from hiraku.publishing.tables.published_table import PublishedTable

_SHORT = 10_000


def _omitted(table: PublishedTable) -> Words | None:
    if table.table.rows > _SHORT:
        return None
    return Message("files.json-is-enough", {"most": f"{_SHORT:,}"})


def _write(table: PublishedTable, out: StagePath) -> None:
    table.copy_objects(out, "", "\n", "")


export = Export(
    title=Message("files.ndjson"),
    extension="ndjson",
    media_type="application/x-ndjson",
    dcat_format="JSON",
    omitted=_omitted,
    write=_write,
)
