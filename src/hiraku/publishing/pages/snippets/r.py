"""The CSV with R's own means. R has one list of missing values for all columns.

So a column with symbols of its own is read as text; so is what has no type in plain R.
"""

import json

from hiraku.publishing.pages.snippet import Snippet
from hiraku.publishing.pages.table_access import AccessColumn, TableAccess

_CLASSES = {"integer": "numeric", "number": "numeric", "boolean": "logical", "date": "Date"}


def _write(table: TableAccess) -> str:
    classes = ",\n".join(
        f"    {_quoted(column.name)} = {_quoted(_class(column, table))}" for column in table.columns
    )
    missing = ", ".join(map(_quoted, table.missing))
    return f"""\
table <- read.csv(
  {_quoted(table.csv)},
  colClasses = c(
{classes}
  ),
  na.strings = c({missing}),
  fileEncoding = "UTF-8",
  check.names = FALSE
)
print(table)"""


def _class(column: AccessColumn, table: TableAccess) -> str:
    plain = column.kind != "boolean" or (column.true, column.false) == (("true",), ("false",))
    known = plain and set(column.missing) <= set(table.missing)
    return _CLASSES.get(column.kind, "character") if known else "character"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


snippet = Snippet(
    title="R",
    position=6,
    write=_write,
)
