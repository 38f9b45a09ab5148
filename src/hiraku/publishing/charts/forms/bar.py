"""Horizontal bars from zero, each with its label and its value; with a target, its share of it.

specType: bar
category: department
value: consultations     or   count: 取組の数
group: field                  a heading over the bars of each group
target: target_value          bars fill a frame that is as long as the target
unitField: unit               where each row has a unit of its own
compare: value_kind           with as: target, where value and target stand in rows of their own
as: target                    (the filter of the field names both); as: change is the difference
sort: descending              or ascending; else the order of the file
highlight: 三重県             bars that are darker and have bold labels

A chart has at most 50 bars, the first, and says so where there are more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hiraku.model import Tile, View
from hiraku.publishing.charts import frame
from hiraku.publishing.charts.canvas.bars import Bar, Canvas
from hiraku.publishing.charts.canvas.bars import canvas as canvas_of
from hiraku.publishing.charts.chart_form import ChartForm
from hiraku.publishing.charts.figures import comparisons
from hiraku.publishing.charts.figures.numbers import Record, amount, heading, records, total
from hiraku.publishing.charts.words import Words
from hiraku.publishing.site.published.chart import Figures
from hiraku.publishing.tables.published_table import PublishedTable

# More than fit on a sheet of paper nobody compares; the table below the chart has them all.
_MOST = 50
_KEYS = ("group", "category", "value", "target", "unitField")

_Row = tuple[str | None, ...]


def _figures(view: View, table: PublishedTable, _tiles: Sequence[Tile]) -> Figures:
    """Return a row for each bar: group, category, value, target and unit, as far as given."""
    keys = _keys(view)
    if "compare" in view.fields:
        return comparisons.figures(view, table, keys, _sorted)
    by_name: dict[_Row, list[Record]] = {}
    for row in records(view, table):
        named = tuple(row[view.fields[key]] for key in keys if key in ("group", "category"))
        by_name.setdefault(named, []).append(row)
    rows = [
        (*named, *(_cell(key, several, view) for key in keys[len(named) :]))
        for named, several in by_name.items()
    ]
    headings = tuple(heading(view, table, key) for key in keys)
    ordered = tuple(_sorted(rows, keys, view))
    cut = _MOST if len(ordered) > _MOST else 0
    return Figures(headings, ordered, cut=cut, drawable=len(ordered))


def _keys(view: View) -> list[str]:
    roles = {"value", "target"} if view.shows == "target" else {"value"}
    return [key for key in _KEYS if key in view.fields or key in roles]


def _cell(key: str, found: list[Record], view: View) -> str | None:
    return total(found, view) if key == "value" else found[0][view.fields[key]]


def _sorted(rows: list[_Row], keys: list[str], view: View) -> list[_Row]:
    """Sort by value within each group; groups, and what is as long, keep the file's order."""
    at = keys.index("value")
    groups = list(dict.fromkeys(row[0] for row in rows)) if keys[0] == "group" else []
    if view.sort:
        rows = sorted(rows, key=lambda row: amount(row[at]), reverse=view.sort == "descending")
    return sorted(rows, key=lambda row: groups.index(row[0])) if groups else rows


def _spec(view: View, shown: Figures, words: Words) -> dict[str, Any]:
    """Labels stand beside the bars where all are short, else above."""
    return _drawn(view, shown, words, frame.WIDTH).spec()


def _wide(view: View, shown: Figures, words: Words) -> dict[str, Any] | None:
    """Labels stand beside the bars, in lines where they are long; None where they do anyway."""
    if _drawn(view, shown, words, frame.WIDTH).left:
        return None
    return _drawn(view, shown, words, frame.WIDE).spec()


def _drawn(view: View, shown: Figures, words: Words, width: float) -> Canvas:
    bars = list(_bars(view, shown, words))
    canvas = canvas_of(width, bars, _head(view, shown, words))
    for at, bar in enumerate(bars):
        if bar.group and (not at or bar.group != bars[at - 1].group):
            canvas.group(bar.group)
        canvas.bar(bar)
    if shown.cut:
        canvas.note(words.cut(shown))
    return canvas


def _head(view: View, shown: Figures, words: Words) -> str:
    """Return what is over bars with a target: the names of both numbers."""
    keys = _keys(view)
    if "target" not in keys:
        return ""
    heads = (words.text(shown.headings[keys.index(key)].title) for key in ("value", "target"))
    return " / ".join(heads)


def _bars(view: View, shown: Figures, words: Words) -> Iterator[Bar]:
    keys = _keys(view)
    rows = [dict(zip(keys, row, strict=True)) for row in shown.rows[: shown.cut or None]]
    values = [0.0, *(amount(row["value"]) for row in rows)]
    lowest, longest = min(values), max(values) - min(values) or 1.0
    unit = words.unit(shown.headings[keys.index("value")].unit)
    for row in rows:
        own = words.said(row.get("unitField")) or unit
        yield Bar(
            words.said(row.get("group")),
            words.said(row["category"]),
            words.measured(row["value"], own, row.get("target")),
            -lowest / longest,
            min((amount(row["value"]) - lowest) / (amount(row.get("target")) or longest), 1),
            row["category"] in view.highlight,
        )


chart_form = ChartForm(
    figures=_figures,
    spec=_spec,
    wide=_wide,
)
