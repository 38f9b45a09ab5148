"""Horizontal bars from zero, each with its label and its value; with a target, its share of it.

    specType: bar
    category: department
    value: consultations     or   count: 取組の数
    group: field                  a heading over the bars of each group
    target: target_value          bars fill a frame that is as long as the target
    unitField: unit               where each row has a unit of its own
    sort: descending              or ascending; else the order of the file
    highlight: 三重県             bars that are darker and have bold labels
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hiraku.model import Tile, View
from hiraku.publishing.charts import frame, lettering, palette
from hiraku.publishing.charts.numbers import Record, amount, heading, records, total
from hiraku.publishing.charts.words import Words
from hiraku.publishing.published_table import PublishedTable
from hiraku.publishing.site import Figures

THICK = 18
GAP = 12
BESIDE = 8.5 * frame.SIZE
KEYS = ("group", "category", "value", "target", "unitField")


def figures(view: View, table: PublishedTable, tiles: Sequence[Tile]) -> Figures:
    """Return a row for each bar: group, category, value, target and unit, as far as given."""
    del tiles
    keys = [key for key in KEYS if key in view.fields or key == "value"]
    found: dict[tuple[str | None, ...], list[Record]] = {}
    for each in records(view, table):
        group = tuple(each[view.fields[key]] for key in keys if key in ("group", "category"))
        found.setdefault(group, []).append(each)
    rows = [
        (*group, *(_cell(key, several, view) for key in keys[len(group) :]))
        for group, several in found.items()
    ]
    return Figures(
        tuple(heading(view, table, key) for key in keys), tuple(_sorted(rows, keys, view))
    )


def _cell(key: str, found: list[Record], view: View) -> str | None:
    return total(found, view) if key == "value" else found[0][view.fields[key]]


def _sorted(
    rows: list[tuple[str | None, ...]], keys: list[str], view: View
) -> list[tuple[str | None, ...]]:
    """Sort by value within each group; what is as long as another keeps the file's order."""
    at = keys.index("value")
    if view.sort:
        rows = sorted(rows, key=lambda row: amount(row[at]), reverse=view.sort == "descending")
    if keys[0] == "group":
        order = list(dict.fromkeys(row[0] for row in rows)) if not view.sort else _file_order(rows)
        rows = sorted(rows, key=lambda row: order.index(row[0]))
    return rows


def _file_order(rows: list[tuple[str | None, ...]]) -> list[str | None]:
    return list(dict.fromkeys(row[0] for row in rows))


@dataclass(frozen=True)
class _Bar:
    """A bar with what is written at it; `share` is its length between 0 and 1."""

    group: str
    label: str
    value: str
    share: float
    strong: bool


def spec(view: View, shown: Figures, words: Words) -> dict[str, Any]:
    bars = [*_bars(view, shown, words)]
    labels = [each.label for each in bars]
    beside = max(lettering.width(each, frame.SIZE) for each in labels) + 8
    left = beside if beside <= BESIDE and "target" not in view.fields else 0.0
    reserved = max(lettering.width(each.value, frame.SIZE) for each in bars) + 8
    return _Drawing(bars, left, frame.WIDTH - 2 * frame.MARGIN - left - reserved, view).spec()


def _bars(view: View, shown: Figures, words: Words) -> list[_Bar]:
    keys = [key for key in KEYS if key in view.fields or key == "value"]
    rows = [dict(zip(keys, row, strict=True)) for row in shown.rows]
    longest = max((amount(each["value"]) for each in rows), default=0.0) or 1.0
    unit = words.text(shown.headings[keys.index("value")].unit)
    return [
        _Bar(
            words.said(each.get("group")),
            words.said(each["category"]),
            words.measured(each["value"], words.said(each.get("unitField")) or unit, _goal(each)),
            amount(each["value"]) / (amount(each.get("target")) or longest),
            each["category"] in view.highlight,
        )
        for each in rows
    ]


def _goal(row: dict[str, str | None]) -> str | None:
    return row.get("target")


@dataclass
class _Drawing:
    bars: Sequence[_Bar]
    left: float
    room: float
    view: View

    def spec(self) -> dict[str, Any]:
        """Go down the page, row by row; then draw by kind of mark."""
        filled: list[dict[str, Any]] = []
        frames: list[dict[str, Any]] = []
        labels: list[dict[str, Any]] = []
        values: list[dict[str, Any]] = []
        groups: list[dict[str, Any]] = []
        y, group = 0.0, ""
        for bar in self.bars:
            if bar.group != group:
                group = bar.group
                y += frame.LEADING + (GAP if groups else 0)
                groups.append({"x": 0, "y": y - 5, "text": group})
                y += 4
            if not self.left:
                for line in lettering.lines(bar.label, frame.SIZE, frame.WIDTH - 8):
                    y += frame.LEADING
                    labels.append({"x": 0, "y": y - 5, "text": line, "strong": bar.strong})
            else:
                at = {"x": self.left - 8, "y": y + THICK - 4, "text": bar.label}
                labels.append({**at, "strong": bar.strong})
            place = {"x": self.left, "y": y, "y2": y + THICK}
            end = self.left + self.room * min(bar.share, 1)
            filled.append({**place, "x2": end, "strong": bar.strong})
            whole = self.left + self.room
            frames.append({**place, "x2": whole})
            at_end = whole if "target" in self.view.fields else end
            values.append({"x": at_end + 6, "y": y + THICK - 4, "text": bar.value})
            y += THICK + GAP
        align = "right" if self.left else "left"
        base = [{"x": self.left, "x2": self.left, "y": r["y"] - 3, "y2": r["y2"] + 3} for r in filled]
        layers = [
            *([frame.rects(frames, palette.PALE, palette.LINE)] if "target" in self.view.fields else []),
            frame.rects([r for r in filled if not r["strong"]], palette.MARK),
            frame.rects([r for r in filled if r["strong"]], palette.STRONG),
            frame.rules(base, palette.LINE),
            frame.texts([r for r in labels if not r["strong"]], align=align),
            frame.texts([r for r in labels if r["strong"]], align=align, bold=True),
            frame.texts(values, bold=True),
            frame.texts(groups, palette.QUIET, bold=True),
        ]
        return frame.framed([each for each in layers if each["data"]["values"]], y)
