"""Several lines over time, placed by their dates, each named at its end.

The way of the numbers: lines of points (a date and a value) -> a plot of pixels -> layers.
Nobody has to look up a colour: names stand at the ends, moved apart where they would touch, and a
line that is not the strong one is dashed. A marked date has its values written over the plot. Of
more than six lines those that do not stand out are thin and grey, without names: they show among
what the others stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from hiraku.publishing.charts import frame, lettering, palette
from hiraku.publishing.tables import round_numbers as scale

HEIGHT = 220.0
BELOW = 28.0
NEAR = 8.0
CROWD = 6
APART = 44.0
# Bold letters and some fonts take more than a letter's usual width.
BOLD = 1.2
_DASHES: tuple[list[int], ...] = ([], [7, 4], [2, 3], [9, 3, 2, 3])
Moment = tuple[date, float, str]


class Line(Struct, frozen=True):
    """A name, its points in the order of time with the value as text, and whether it stands out."""

    name: str
    points: tuple[Moment, ...]
    strong: bool


class Mark(Struct, frozen=True):
    """A date to be marked, and what is written over it, a text for each line of writing."""

    date: date
    texts: tuple[str, ...]


class Plot(Struct, frozen=True):
    """The pixels of the plot: its edges, its dates and its values, zero being one of them."""

    left: float
    right: float
    top: float
    first: date
    last: date
    lowest: float
    highest: float

    @property
    def base(self) -> float:
        return self.top + HEIGHT

    def x(self, moment: date) -> float:
        days = (self.last - self.first).days or 1
        return self.left + (self.right - self.left) * (moment - self.first).days / days

    def y(self, value: float) -> float:
        span = self.highest - self.lowest or 1.0
        return self.base - HEIGHT * (value - self.lowest) / span


def spec(lines: Sequence[Line], marks: Sequence[Mark], unit: str, width: float) -> dict[str, Any]:
    """Return the Vega-Lite specification; `unit` is written at the ticks, each value at its end."""
    ticks = scale.ticks([value for line in lines for _, value, _ in line.points])
    named = named_of(lines)
    plot = _plot(lines, marks, ticks, unit, width)
    around = [line for line in lines if line not in named]
    layers = [
        frame.rules(_grid(plot, ticks), palette.PALE),
        frame.rules([_level(plot, 0)], palette.LINE),
        frame.texts(_tick_labels(plot, ticks, unit), palette.QUIET, "right", frame.SMALL),
        *_years(plot),
        frame.rules([_upright(plot, mark.date) for mark in marks], palette.QUIET),
        *(_around(plot, line) for line in around),
        *(
            _drawn(plot, line, at, _colour(line, at, alone=not around))
            for at, line in enumerate(sorted(named, key=_strong_last))
        ),
        *(
            _dots(plot, line, _colour(line, at, alone=not around))
            for at, line in enumerate(sorted(named, key=_strong_last))
        ),
        *_marked(plot, named, marks),
        *_ends(plot, named),
    ]
    return frame.framed(layers, plot.base + BELOW, width)


def named_of(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines that have names: all of a few, of many those that stand out."""
    strong = [line for line in lines if line.strong]
    return strong if strong and len(lines) > CROWD else lines


def _strong_last(line: Line) -> bool:
    return line.strong


def _plot(
    lines: Sequence[Line], marks: Sequence[Mark], ticks: Sequence[float], unit: str, width: float
) -> Plot:
    named = named_of(lines)
    dates = [moment for line in lines for moment, _, _ in line.points]
    names = [BOLD * lettering.width(text, frame.SIZE) for line in named for text in _name(line)]
    labels = [BOLD * lettering.width(scale.written(tick, unit), frame.SMALL) for tick in ticks]
    high = max((len(mark.texts) for mark in marks), default=0)
    return Plot(
        left=max(labels) + NEAR,
        right=width - 2 * frame.MARGIN - max(names) - NEAR,
        top=NEAR + high * frame.LEADING + (NEAR if high else 0),
        first=min(dates),
        last=max(dates),
        lowest=ticks[0],
        highest=ticks[-1],
    )


def _name(line: Line) -> tuple[str, str]:
    return line.name, line.points[-1][2]


def _level(plot: Plot, value: float) -> dict[str, float]:
    y = plot.y(value)
    return {"x": plot.left, "x2": plot.right, "y": y, "y2": y}


def _upright(plot: Plot, moment: date) -> dict[str, float]:
    x = plot.x(moment)
    return {"x": x, "x2": x, "y": plot.top - NEAR, "y2": plot.base}


def _grid(plot: Plot, ticks: Sequence[float]) -> list[dict[str, float]]:
    return [_level(plot, tick) for tick in ticks if tick]


def _tick_labels(plot: Plot, ticks: Sequence[float], unit: str) -> list[dict[str, Any]]:
    return [
        {"x": plot.left - NEAR, "y": plot.y(tick) + 4, "text": scale.written(tick, unit)}
        for tick in ticks
    ]


def _years(plot: Plot) -> list[dict[str, Any]]:
    """Write each year below its first day: every one, or every second where they would touch."""
    starts = [date(year, 1, 1) for year in range(plot.first.year, plot.last.year + 1)]
    within = [day for day in starts if plot.first <= day <= plot.last] or [plot.first]
    gap = (plot.x(within[1]) - plot.x(within[0])) if len(within) > 1 else APART
    shown = within[:: 1 if gap >= APART else int(APART // gap) + 1]
    rules = [
        {"x": plot.x(day), "x2": plot.x(day), "y": plot.base, "y2": plot.base + 5} for day in shown
    ]
    texts = [{"x": plot.x(day), "y": plot.base + 22, "text": str(day.year)} for day in shown]
    return [
        frame.rules(rules, palette.LINE),
        frame.texts(texts, palette.QUIET, "center", frame.SMALL),
    ]


def _colour(line: Line, at: int = 0, *, alone: bool = True) -> str:
    """Return the colour of a line: among grey ones each that stands out has its own."""
    if not alone and at:
        return palette.SERIES[at % len(palette.SERIES)]
    return palette.STRONG if line.strong else palette.MARK


def _around(plot: Plot, line: Line) -> dict[str, Any]:
    layer = _drawn(plot, line, 0, palette.LINE)
    layer["mark"] = {"type": "line", "color": palette.LINE, "strokeWidth": 0.75, "opacity": 0.6}
    return layer


def _drawn(plot: Plot, line: Line, at: int, colour: str) -> dict[str, Any]:
    points = [{"x": plot.x(moment), "y": plot.y(value)} for moment, value, _ in line.points]
    layer = frame.texts([{**point, "text": ""} for point in points])
    dash = [] if line.strong else _DASHES[1 + at % (len(_DASHES) - 1)]
    layer["mark"] = {
        "type": "line",
        "color": colour,
        "strokeWidth": 3 if line.strong else 2,
        **({"strokeDash": dash} if dash else {}),
    }
    layer["encoding"].pop("text")
    layer["encoding"]["order"] = {"field": "x", "type": "quantitative"}
    return layer


def _points(points: Sequence[dict[str, float]], colour: str, size: int) -> dict[str, Any]:
    layer = frame.texts([{**point, "text": ""} for point in points])
    layer["mark"] = {"type": "point", "fill": colour, "stroke": None, "opacity": 1, "size": size}
    layer["encoding"].pop("text")
    return layer


def _dots(plot: Plot, line: Line, colour: str) -> dict[str, Any]:
    moment, value, _ = line.points[-1]
    return _points([{"x": plot.x(moment), "y": plot.y(value)}], colour, 60)


def _marked(plot: Plot, lines: Sequence[Line], marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Write over each mark what it is and its values, on the side that has the room."""
    layers = []
    for mark in marks:
        x = plot.x(mark.date)
        room = max(lettering.width(text, frame.SMALL) for text in mark.texts)
        align = "right" if x - room >= 0 else "left"
        texts = [
            {"x": x, "y": (at + 1) * frame.LEADING, "text": text}
            for at, text in enumerate(mark.texts)
        ]
        layers += [
            frame.texts(texts[:1], palette.QUIET, align, frame.SMALL),
            frame.texts(texts[1:], palette.INK, align, frame.SMALL, bold=True),
        ]
        for line in lines:
            near = [
                {"x": x, "y": plot.y(value)}
                for moment, value, _ in line.points
                if moment == mark.date
            ]
            layers.append(_points(near, _colour(line), 60))
    return layers


def _ends(plot: Plot, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Write name and value right of the end of each line, apart from one another."""
    ordered = sorted(lines, key=lambda line: plot.y(line.points[-1][1]))
    middles = apart([plot.y(line.points[-1][1]) for line in ordered], plot.base)
    plain: list[dict[str, Any]] = []
    strong: list[dict[str, Any]] = []
    for line, middle in zip(ordered, middles, strict=True):
        rows = strong if line.strong else plain
        for at, text in enumerate(_name(line)):
            rows.append(
                {"x": plot.right + NEAR, "y": middle - 3 + at * (frame.LEADING - 2), "text": text}
            )
    return [frame.texts(plain), frame.texts(strong, bold=True)]


def apart(wanted: Sequence[float], base: float) -> list[float]:
    """Return heights near the wanted ones, in their order, with room for two lines of writing."""
    tall, heights = 2 * frame.LEADING, list(wanted)
    for at in range(1, len(heights)):
        heights[at] = max(heights[at], heights[at - 1] + tall)
    # What ran out below moves all above it up again.
    limit = base
    for at in reversed(range(len(heights))):
        heights[at] = min(heights[at], limit)
        limit = heights[at] - tall
    return heights
