"""The command line: the canonical file as it is."""

import shlex

from hiraku.publishing.pages.snippet import Snippet
from hiraku.publishing.pages.table_access import TableAccess


def _write(table: TableAccess) -> str:
    return f"curl --fail --location --output {shlex.quote(table.file)} {shlex.quote(table.csv)}"


snippet = Snippet(
    title="curl",
    position=1,
    write=_write,
)
