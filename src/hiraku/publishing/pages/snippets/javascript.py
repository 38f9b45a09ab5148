"""The JSON download, in browsers, Node.js and Deno alike."""

import json

from hiraku.publishing.pages.snippet import Snippet
from hiraku.publishing.pages.table_access import TableAccess


def _write(table: TableAccess) -> str:
    return f"""\
const response = await fetch({json.dumps(table.json)});
if (!response.ok) throw new Error(`${{response.status}} ${{response.url}}`);
const rows = await response.json();
console.log(rows);"""


snippet = Snippet(
    title="JavaScript",
    position=7,
    write=_write,
)
