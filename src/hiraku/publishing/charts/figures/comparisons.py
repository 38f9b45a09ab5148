"""Bars of two values that stand in rows of their own: a value and its target, or their difference.

The filter of the field `compare` names both texts, the first being the earlier or the value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec.structs import replace

from hiraku.model import View, Words
from hiraku.publishing.charts.figures.numbers import Record, heading, records, total
from hiraku.publishing.site.published.chart import Figures, Heading
from hiraku.publishing.tables.published_table import PublishedTable

Row = tuple[str | None, ...]
Sorting = Callable[[list[Row], list[str], View], list[Row]]


def figures(view: View, table: PublishedTable, keys: list[str], in_order: Sorting) -> Figures:
    """Return a row for each bar; one without both values has none to show."""
    named = [key for key in keys if key in ("group", "category")]
    by_group: dict[Row, list[Record]] = {}
    for record in records(view, table):
        by_group.setdefault(tuple(record[view.fields[key]] for key in named), []).append(record)
    rows = [
        (*name, *_cells(view, several, keys[len(named) :])) for name, several in by_group.items()
    ]
    headings = tuple(_heading(view, table, key) for key in keys)
    return Figures(headings, tuple(in_order(rows, keys, view)))


def _cells(view: View, found: Sequence[Record], keys: Sequence[str]) -> list[str | None]:
    first, second = (_one(view, found, text) for text in sides(view))
    value = first if view.shows == "target" else _difference(first, second)
    cells = {"value": value, "target": second}
    return [cells[key] if key in cells else found[0][view.fields[key]] for key in keys]


def sides(view: View) -> tuple[str, str]:
    """Return the two texts that are compared: the first and the last of the filter."""
    texts = view.filter[view.fields["compare"]]
    return texts[0], texts[-1]


def _one(view: View, found: Sequence[Record], text: str) -> str | None:
    field = view.fields["compare"]
    return total([record for record in found if record[field] == text], view)


def _difference(first: str | None, second: str | None) -> str | None:
    if first is None or second is None:
        return None
    return f"{Decimal(second) - Decimal(first):+f}"


def _heading(view: View, table: PublishedTable, key: str) -> Heading:
    """Name value and target by the texts that are compared, a difference by both of them."""
    if key == "value" and view.shows == "target":
        return replace(heading(view, table, "value"), title=_said(view, sides(view)[0]))
    if key == "target":
        return replace(heading(view, table, "value"), title=_said(view, sides(view)[1]))
    return heading(view, table, key)


def _said(view: View, text: str) -> Words:
    return view.labels.get(text, text)
