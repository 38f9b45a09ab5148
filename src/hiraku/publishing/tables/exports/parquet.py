"""Typed columns, compressed with zstd, for pandas, polars, DuckDB and R.

Decimals are exact, in the scale that the file has; codes stay strings. Integers and decimals of
more than 38 digits, and date-times of which only some have an offset, stay text.
"""

from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.published_table import PublishedTable

title = "Parquet"
extension = "parquet"
media_type = "application/vnd.apache.parquet"


def write(table: PublishedTable, out: StagePath) -> None:
    table.copy(table.typed(), out, "FORMAT parquet, COMPRESSION zstd")
