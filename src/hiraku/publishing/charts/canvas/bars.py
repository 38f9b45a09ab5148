"""A canvas for horizontal bars, for a narrow window or for a wide one, filled from the top down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

from hiraku.publishing.charts import frame, lettering, palette

THICK = 18
# Those that are only context have less ink.
THIN = 8
GAP = 13
# Many bars with their labels beside them stand closer, so that they are seen at once.
MANY, CLOSE = 20, 5
ABOVE = 7
NEAR = 8
# Values are bold: fonts differ by how much wider their digits are then.
BOLD = 1.1
# The width of ranks of three digits.
PLACES = 2 * frame.SMALL
# A column of labels of this width breaks into lines; a narrower canvas has the labels above.
COLUMN = 24 * frame.SIZE + NEAR
BESIDE = 9 * frame.SIZE


class Bar(Struct, frozen=True):
    """A bar with what is written at it; `start` and `end` are shares of the room.

    `start` is where zero stands: at 0 unless some value is negative. `place` is its rank, where
    bars have one; the others are measured by one that is the `measure`.
    """

    group: str
    label: str
    value: str
    start: float
    end: float
    strong: bool
    place: str = ""
    measure: bool = False


class Canvas(Struct):
    """`left` is the width of the labels, 0 where they stand above; `y` is where all goes on.

    Where `grey`, bars that do not stand out are thin and have no colour. Where they are `measured`,
    their values stand below each other, out of the way of the measure's line.
    """

    width: float
    left: float
    right: float
    framed: bool
    gap: float = GAP
    grey: bool = False
    measured: bool = False
    y: float = 2.0
    marks: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def whole(self) -> float:
        return self.width - 2 * frame.MARGIN

    @property
    def end(self) -> float:
        """Where the longest bar ends and the values of framed ones begin."""
        return self.whole - self.right

    def head(self, text: str) -> None:
        self.y += frame.LEADING
        self.marks["heads"].append({"x": self.end + NEAR, "y": self.y - 5, "text": text})

    def group(self, title: str) -> None:
        self.y += frame.LEADING + (GAP if self.marks else 0)
        self.marks["groups"].append({"x": 0, "y": self.y - 5, "text": title})
        self.marks["rules"].append({"x": 0, "x2": self.whole, "y": self.y + 1, "y2": self.y + 1})
        self.y += GAP

    def bar(self, bar: Bar) -> None:
        high = self._label(bar)
        top = self.y + (high - THICK) / 2
        zero, end = (self.left + (self.end - self.left) * share for share in (bar.start, bar.end))
        span = {"y": top, "y2": top + THICK}
        kind = "measure" if bar.measure else "strong" if bar.strong else "plain"
        slim = (THICK - THIN) / 2 if self.grey and kind == "plain" else 0
        drawn = {"y": top + slim, "y2": top + THICK - slim}
        self.marks[kind].append({**drawn, "x": min(zero, end), "x2": max(zero, end)})
        self.marks["frames"].append({**span, "x": zero, "x2": self.end})
        self.marks["bases"].append({"x": zero, "x2": zero, "y": top - 3, "y2": span["y2"] + 3})
        at = (self.end if self.framed or self.measured else max(zero, end)) + NEAR
        self.marks["values"].append({"x": at, "y": top + THICK - 4, "text": bar.value})
        if bar.place and self.left:
            self.marks["places"].append({"x": PLACES, "y": top + THICK - 4, "text": bar.place})
        if bar.measure:
            self.marks["measures"].append({"x": end, "x2": end, "y": 0})
        self.y += high + self.gap

    def _label(self, bar: Bar) -> float:
        """Write the label of a bar and return how high the bar's row is: as its label beside it."""
        strong = bar.strong or bar.measure
        written = self.marks["strong labels" if strong else "plain labels"]
        if not self.left:
            label = f"{bar.place} {bar.label}".strip()
            for line in lettering.balanced(label, frame.SIZE, self.whole):
                self.y += frame.LEADING
                written.append({"x": 0, "y": self.y - ABOVE, "text": line})
            return THICK
        room = self.left - NEAR - (PLACES + NEAR if bar.place else 0)
        lines = lettering.balanced(bar.label, frame.SIZE, room)
        high = max(THICK, len(lines) * frame.LEADING - 2)
        first = self.y + high / 2 + 5 - (len(lines) - 1) * frame.LEADING / 2
        for at, line in enumerate(lines):
            baseline = first + at * frame.LEADING
            written.append({"x": self.left - NEAR, "y": baseline, "text": line})
        return high

    def note(self, text: str) -> None:
        self.y += frame.LEADING
        self.marks["notes"].append({"x": 0, "y": self.y - 5, "text": text})

    def spec(self) -> dict[str, Any]:
        align, marks = ("right" if self.left else "left"), self.marks
        layers = [
            *([frame.rects(marks["frames"], palette.PALE, palette.LINE)] if self.framed else []),
            self._measures(),
            frame.rects(marks["plain"], palette.LINE if self.grey else palette.MARK),
            frame.rects(marks["strong"], palette.STRONG),
            frame.rects(marks["measure"], palette.PALE, palette.INK),
            frame.rules(marks["bases"] + marks["rules"], palette.LINE),
            frame.texts(marks["plain labels"], align=align),
            frame.texts(marks["strong labels"], align=align, bold=True),
            frame.texts(marks["places"], palette.QUIET, "right", frame.SMALL),
            frame.texts(marks["values"], bold=True),
            frame.texts(marks["groups"], bold=True),
            frame.texts(marks["heads"] + marks["notes"], palette.QUIET, size=frame.SMALL),
        ]
        return frame.framed(layers, self.y, self.width)

    def _measures(self) -> dict[str, Any]:
        """Return the upright lines that bars are measured by, behind them, from top to bottom."""
        upright = [{**mark, "y2": self.y} for mark in self.marks["measures"]]
        layer = frame.rules(upright, palette.INK)
        layer["mark"]["strokeDash"] = [4, 3]
        return layer


def canvas(width: float, bars: Sequence[Bar], head: str) -> Canvas:
    """Return a canvas with room for every label and value; `head` stands over framed bars."""
    places = PLACES + NEAR if any(bar.place for bar in bars) else 0
    label = max(lettering.width(bar.label, frame.SIZE) for bar in bars) + NEAR + places
    value = max(BOLD * lettering.width(bar.value, frame.SIZE) for bar in bars)
    right = max(value, lettering.width(head, frame.SMALL)) + NEAR
    if width > frame.WIDTH:
        left = min(label, COLUMN)
    else:
        left = label if label <= BESIDE + NEAR + places and not head else 0.0
    gap = CLOSE if left and len(bars) > MANY else GAP
    made = Canvas(width, left, right, framed=bool(head), gap=gap)
    if head:
        made.head(head)
    return made
