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

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, field

from hiraku.model import Tile, View
from hiraku.publishing.charts import frame, lettering, palette
from hiraku.publishing.charts.numbers import Record, amount, heading, records, total
from hiraku.publishing.charts.words import Words
from hiraku.publishing.published_table import PublishedTable
from hiraku.publishing.site import Figures

THICK = 18
GAP = 12
BESIDE = 9 * frame.SIZE
ROOM = frame.WIDTH - 2 * frame.MARGIN
KEYS = ("group", "category", "value", "target", "unitField")

Row = tuple[str | None, ...]


def figures(view: View, table: PublishedTable, tiles: Sequence[Tile]) -> Figures:
    """Return a row for each bar: group, category, value, target and unit, as far as given."""
    del tiles
    keys = _keys(view)
    found: dict[Row, list[Record]] = {}
    for each in records(view, table):
        named = tuple(each[view.fields[key]] for key in keys if key in ("group", "category"))
        found.setdefault(named, []).append(each)
    rows = [
        (*named, *(_cell(key, several, view) for key in keys[len(named) :]))
        for named, several in found.items()
    ]
    headings = tuple(heading(view, table, key) for key in keys)
    return Figures(headings, tuple(_sorted(rows, keys, view)))


def _keys(view: View) -> list[str]:
    return [key for key in KEYS if key in view.fields or key == "value"]


def _cell(key: str, found: list[Record], view: View) -> str | None:
    return total(found, view) if key == "value" else found[0][view.fields[key]]


def _sorted(rows: list[Row], keys: list[str], view: View) -> list[Row]:
    """Sort by value within each group; groups, and what is as long, keep the file's order."""
    at = keys.index("value")
    groups = list(dict.fromkeys(row[0] for row in rows)) if keys[0] == "group" else []
    if view.sort:
        rows = sorted(rows, key=lambda row: amount(row[at]), reverse=view.sort == "descending")
    return sorted(rows, key=lambda row: groups.index(row[0])) if groups else rows


class _Bar(Struct, frozen=True):
    """A bar with what is written at it; `start` and `end` are shares of the room.

    `start` is where zero stands: at 0 unless some value is negative.
    """

    group: str
    label: str
    value: str
    start: float
    end: float
    strong: bool


def spec(view: View, shown: Figures, words: Words) -> dict[str, Any]:
    """Labels stand beside the bars where all are short, else above."""
    bars = list(_bars(view, shown, words))
    beside = max(lettering.width(each.label, frame.SIZE) for each in bars) + 8
    left = beside if beside <= BESIDE + 8 and "target" not in view.fields else 0.0
    reserved = max(lettering.width(each.value, frame.SIZE) for each in bars) + 8
    drawing = _Drawing(left, ROOM - left - reserved, framed="target" in view.fields)
    if drawing.framed:
        keys = _keys(view)
        heads = (words.text(shown.headings[keys.index(key)].title) for key in ("value", "target"))
        drawing.head(" / ".join(heads))
    for at, bar in enumerate(bars):
        if bar.group and (not at or bar.group != bars[at - 1].group):
            drawing.group(bar.group)
        drawing.bar(bar)
    return drawing.spec()


def _bars(view: View, shown: Figures, words: Words) -> Iterator[_Bar]:
    keys = _keys(view)
    rows = [dict(zip(keys, row, strict=True)) for row in shown.rows]
    values = [0.0, *(amount(each["value"]) for each in rows)]
    lowest, longest = min(values), max(values) - min(values) or 1.0
    unit = words.unit(shown.headings[keys.index("value")].unit)
    for each in rows:
        own = words.said(each.get("unitField")) or unit
        yield _Bar(
            words.said(each.get("group")),
            words.said(each["category"]),
            words.measured(each["value"], own, each.get("target")),
            -lowest / longest,
            min((amount(each["value"]) - lowest) / (amount(each.get("target")) or longest), 1),
            each["category"] in view.highlight,
        )


class _Drawing(Struct):
    """Goes down the canvas bar by bar; `y` is where the next one begins."""

    left: float
    room: float
    framed: bool
    y: float = 2.0
    marks: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def head(self, text: str) -> None:
        self.y += frame.LEADING
        self.marks["heads"].append({"x": ROOM, "y": self.y - 5, "text": text})

    def group(self, title: str) -> None:
        self.y += frame.LEADING + (GAP if self.marks else 0)
        self.marks["groups"].append({"x": 0, "y": self.y - 5, "text": title})
        self.marks["rules"].append({"x": 0, "x2": ROOM, "y": self.y + 1, "y2": self.y + 1})
        self.y += 8

    def bar(self, bar: _Bar) -> None:
        kind = "strong" if bar.strong else "plain"
        if self.left:
            label = {"x": self.left - 8, "y": self.y + THICK - 4, "text": bar.label}
            self.marks[f"{kind} labels"].append(label)
        else:
            for line in lettering.lines(bar.label, frame.SIZE, ROOM):
                self.y += frame.LEADING
                self.marks[f"{kind} labels"].append({"x": 0, "y": self.y - 5, "text": line})
        zero, end = (self.left + self.room * share for share in (bar.start, bar.end))
        whole = self.left + self.room
        span = {"y": self.y, "y2": self.y + THICK}
        self.marks[kind].append({**span, "x": min(zero, end), "x2": max(zero, end)})
        self.marks["frames"].append({**span, "x": zero, "x2": whole})
        self.marks["bases"].append({"x": zero, "x2": zero, "y": self.y - 3, "y2": span["y2"] + 3})
        at = (whole if self.framed else max(zero, end)) + 6
        self.marks["values"].append({"x": at, "y": self.y + THICK - 4, "text": bar.value})
        self.y += THICK + GAP

    def spec(self) -> dict[str, Any]:
        align, marks = ("right" if self.left else "left"), self.marks
        layers = [
            *([frame.rects(marks["frames"], palette.PALE, palette.LINE)] if self.framed else []),
            frame.rects(marks["plain"], palette.MARK),
            frame.rects(marks["strong"], palette.STRONG),
            frame.rules(marks["bases"] + marks["rules"], palette.LINE),
            frame.texts(marks["plain labels"], align=align),
            frame.texts(marks["strong labels"], align=align, bold=True),
            frame.texts(marks["values"], bold=True),
            frame.texts(marks["groups"], bold=True),
            frame.texts(marks["heads"], palette.QUIET, "right", frame.SMALL),
        ]
        return frame.framed(layers, self.y)
