"""Typed columns, compressed with zstd, for pandas, polars, DuckDB and R.

Decimals are exact, in the scale that the file has; codes stay strings. Integers and decimals of
more than 38 digits, and date-times of which only some have an offset, stay text.
"""

from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.export import Export
from hiraku.publishing.tables.published_table import PublishedTable


def _write(table: PublishedTable, out: StagePath) -> None:
    table.copy(table.typed(), out, "FORMAT parquet, COMPRESSION zstd")


export = Export(
    title="Parquet",
    extension="parquet",
    media_type="application/vnd.apache.parquet",
    dcat_format="PARQUET",
    write=_write,
    packed=True,
)
