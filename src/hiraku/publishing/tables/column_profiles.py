"""What stands in each column of a table: how much is missing, how many values, from where to where.

One query over the typed projection, so that numbers and dates are compared as such.
"""

from __future__ import annotations

from typing import Any

from hiraku.checking.types.field_type import Order, text_column, type_of
from hiraku.model import Field
from hiraku.publishing.site.published.table import Profile
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.sql import name

# Distinct values are counted in memory: some 2 MB for each column, even of a single row.
_AT_ONCE = 25


def profiles(table: PublishedTable) -> tuple[Profile, ...]:
    """Return the profile of each field, in their order."""
    if not table.fields:
        return ()
    asked = list(map(_asked, table.fields, table.types))
    profiles: list[Any] = []
    for start in range(0, len(asked), _AT_ONCE):
        among = slice(start, start + _AT_ONCE)
        query = f"SELECT {', '.join(asked[among])} FROM ({table.typed(among)})"
        profiles += table.connection.execute(query).fetchone() or ()
    width = len(Profile.__struct_fields__)
    return tuple(Profile(*profiles[at : at + width]) for at in range(0, len(profiles), width))


def _asked(field: Field, kind: str) -> str:
    """Return the columns of the query for one field, as `Profile` names them."""
    column = name(field.name)
    known = type_of(field)
    # Values that only a text holds exactly have another order than texts.
    exact = kind != "VARCHAR" or known.parquet_type is text_column
    ordered = known.order is Order.OF_VALUES and exact
    ends = [f"{end}({column})::VARCHAR" if ordered else "NULL" for end in ("min", "max")]
    true = f"count(*) FILTER ({column})" if kind == "BOOLEAN" else "NULL"
    counts = (f"count({column})", f"count(*) - count({column})", f"count(DISTINCT {column})")
    return ", ".join((*counts, *ends, true))
