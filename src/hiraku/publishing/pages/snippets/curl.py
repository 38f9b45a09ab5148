"""The command line: the canonical file as it is."""

import shlex

from hiraku.model import Text
from hiraku.publishing.pages.table_access import Readable

title = Text("curl", "curl")
position = 1


def write(table: Readable) -> str:
    return f"curl --fail --location --output {shlex.quote(table.file)} {shlex.quote(table.csv)}"
