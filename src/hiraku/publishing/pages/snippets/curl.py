"""The command line: the canonical file as it is."""

import shlex

from hiraku.publishing.pages.table_access import Readable

title = "curl"
position = 1


def write(table: Readable) -> str:
    return f"curl --fail --location --output {shlex.quote(table.file)} {shlex.quote(table.csv)}"
