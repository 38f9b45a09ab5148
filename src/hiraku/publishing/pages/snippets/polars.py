"""The Parquet file, which brings its types; read whole, as not every server can send a part."""

import json

from hiraku.languages import Message
from hiraku.publishing.pages.snippet import Snippet
from hiraku.publishing.pages.table_access import TableAccess


def _write(table: TableAccess) -> str:
    return f"""\
from urllib.request import urlopen

import polars as pl

with urlopen({json.dumps(table.parquet)}) as answer:
    table = pl.read_parquet(answer.read())
print(table)"""


snippet = Snippet(
    title=Message("files.polars"),
    position=3,
    write=_write,
)
