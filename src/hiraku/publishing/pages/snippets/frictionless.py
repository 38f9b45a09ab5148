"""The package: the types, keys and missing values are those of the schema in it."""

import json

from hiraku.languages import Message
from hiraku.publishing.pages.snippet import Snippet
from hiraku.publishing.pages.table_access import TableAccess


def _write(table: TableAccess) -> str:
    return f"""\
from frictionless import Package

package = Package({json.dumps(table.package)})
rows = package.get_resource({json.dumps(table.resource, ensure_ascii=False)}).read_rows()
print(rows)"""


snippet = Snippet(
    title=Message("files.frictionless"),
    position=5,
    write=_write,
)
