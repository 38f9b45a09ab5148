"""The canonical download: UTF-8 without BOM, LF, ASCII field names; quotes only where needed."""

from hiraku.languages import Message
from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.export import Export
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.sql import name


def _write(table: PublishedTable, out: StagePath) -> None:
    columns = ", ".join(
        f"nullif({column}, '') AS {name(field.name)}"
        for column, field in zip(table.table.columns, table.fields, strict=True)
    )
    query = f"SELECT {columns} FROM {table.table.sql}"
    table.copy(query, out, "FORMAT csv, HEADER true, NULLSTR ''")


export = Export(
    title="CSV",
    extension="csv",
    media_type="text/csv",
    dcat_format="CSV",
    audience=Message("files.csv-for"),
    position=1,
    write=_write,
)
