"""The Parquet file, which brings its types; fetched first, so that no extension is needed."""

import json

from hiraku.languages import Message
from hiraku.publishing.pages.snippet import Snippet
from hiraku.publishing.pages.table_access import TableAccess


def _write(table: TableAccess) -> str:
    return f"""\
from urllib.request import urlretrieve

import duckdb

file, _ = urlretrieve({json.dumps(table.parquet)})
table = duckdb.read_parquet(file)
print(table)"""


snippet = Snippet(
    title=Message("files.duckdb"),
    position=4,
    write=_write,
)
