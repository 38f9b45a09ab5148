"""Is the newer table that of the next period? Then nearly every cell is another, and may be."""

from __future__ import annotations

from collections.abc import Mapping

from hiraku.changes.rows.keyed import CHANGED, RowsChanged, TwoTables, becomes, was
from hiraku.model import Field

_TIMES = {"date", "yearmonth", "year", "datetime"}
_MOMENT = "[0-9]{4}(-[0-9]{2}.*)?"


def is_of_next_period(tables: TwoTables, changed: RowsChanged, fields: Mapping[str, Field]) -> bool:
    """Tell whether a column of time is later in every row that stayed than in any before."""
    names = [column.name for column in tables.columns if column.name not in tables.key]
    times = [name for name in names if name in fields and fields[name].type in _TIMES]
    return any(changed.kept and _moved_on(tables, name, changed.kept) for name in times)


def _moved_on(tables: TwoTables, name: str, kept: int) -> bool:
    old, new = was(name), becomes(name)
    known = f"regexp_full_match({old}, '{_MOMENT}') AND regexp_full_match({new}, '{_MOMENT}')"
    query = f"SELECT count(*) FILTER ({known}), max({old}) < min({new}) FROM {CHANGED}"
    (counted, later), *_ = tables.ask(query)
    return counted == kept and later is True
