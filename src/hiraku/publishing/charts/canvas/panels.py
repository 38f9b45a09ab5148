"""Many small charts of one scale, one for each line, in rows: who is where is found by its name.

The way of the numbers: panels (a name, points) -> places in a grid -> one set of layers for all.
A dashed line, the same in each, is what they are measured by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from hiraku.publishing.charts import frame, lettering, palette
from hiraku.publishing.charts.canvas.lines import Line, Moment
from hiraku.publishing.tables import round_numbers as scale

HIGH = 52.0
HEAD = 36.0
GAP = 14.0
YEARS = 20.0
NEAR = 6.0
TINY = 11
NARROW, BROAD = 3, 6
_STEPS = 4


class _Grid(Struct, frozen=True):
    """Where panels stand: `left` is the room of the labels of the scale, `top` of the legend."""

    left: float
    top: float
    wide: float
    columns: int
    days: tuple[int, int]
    lowest: float
    highest: float

    def corner(self, at: int) -> tuple[float, float]:
        """Return the left and the upper edge of the plot of a panel."""
        row, column = divmod(at, self.columns)
        x = self.left + column * (self.wide + GAP)
        return x, self.top + row * (HEAD + HIGH + GAP) + HEAD

    def place(self, at: int, moment: Moment) -> dict[str, float]:
        """Return the pixels of a point in the panel `at`."""
        left, top = self.corner(at)
        first, last = self.days
        along = (moment[0].toordinal() - first) / ((last - first) or 1)
        up = (moment[1] - self.lowest) / (self.highest - self.lowest or 1.0)
        return {"x": left + along * self.wide, "y": top + HIGH * (1 - up)}


class Panels(Struct, frozen=True):
    """The lines, that which each is measured by, what is said of it, the unit, a note below."""

    lines: Sequence[Line]
    measure: Line | None
    legend: str
    unit: str
    note: str = ""

    @property
    def shared(self) -> tuple[Moment, ...]:
        return self.measure.points if self.measure else ()


def spec(panels: Panels, width: float) -> dict[str, Any]:
    """Return the Vega-Lite specification of panels in three columns, or six where it is wide."""
    lines, shared = panels.lines, panels.shared
    values = [value for line in lines for _, value, _ in line.points]
    ticks = scale.ticks([*values, *(value for _, value, _ in shared)], _STEPS)
    grid = _grid(panels, ticks, width)
    bottom = grid.corner(len(lines) - 1)[1] + HIGH + YEARS
    own = [
        (line, [grid.place(at, moment) for moment in line.points]) for at, line in enumerate(lines)
    ]
    measured = [grid.place(at, moment) for at in range(len(lines)) for moment in shared]
    rows = range(0, len(lines), grid.columns)
    levels = [_level(grid, at, tick, len(lines)) for at in rows for tick in ticks[::2] if tick]
    note = [{"x": 0, "y": bottom + 14, "text": panels.note}] if panels.note else []
    layers = [
        frame.rules(levels, palette.PALE),
        frame.rules([_level(grid, at, 0.0, len(lines)) for at in rows], palette.LINE),
        _path(measured, len(shared), palette.QUIET, dashed=True),
        *(layer for strong in (False, True) for layer in _lines(own, strong=strong)),
        frame.texts([*_scale(grid, ticks, panels)], palette.QUIET, "right", TINY),
        frame.texts([*_years(grid, lines)], palette.QUIET, size=TINY),
        *_names(grid, lines),
        *_legend(panels.legend),
        frame.texts(note, palette.QUIET, size=frame.SMALL),
    ]
    return frame.framed(layers, bottom + (frame.LEADING if note else 0), width)


def _grid(panels: Panels, ticks: Sequence[float], width: float) -> _Grid:
    days = [moment.toordinal() for line in panels.lines for moment, _, _ in line.points]
    left = max(lettering.width(scale.written(tick, panels.unit), TINY) for tick in ticks) + NEAR
    columns = NARROW if width <= frame.WIDTH else BROAD
    wide = (width - 2 * frame.MARGIN - left - GAP * (columns - 1)) / columns
    top = frame.LEADING + GAP if panels.legend else 0.0
    return _Grid(left, top, wide, columns, (min(days), max(days)), ticks[0], ticks[-1])


def _level(grid: _Grid, at: int, value: float, count: int) -> dict[str, float]:
    """Return a level line through the row that begins at a panel, as far as its last."""
    x, top = grid.corner(at)
    last, _ = grid.corner(min(at + grid.columns, count) - 1)
    y = top + HIGH * (1 - (value - grid.lowest) / (grid.highest - grid.lowest or 1.0))
    return {"x": x, "x2": last + grid.wide, "y": y, "y2": y}


_Own = Sequence[tuple[Line, list[dict[str, float]]]]


def _lines(own: _Own, *, strong: bool) -> Iterator[dict[str, Any]]:
    """Yield the lines that stand out, each ending in a dot, or the others; one point is a dot."""
    rows = [points for line, points in own if line.strong == strong]
    colour = palette.STRONG if strong else palette.MARK
    for points in rows:
        yield _path(points, len(points), colour, thick=2.5 if strong else 1.75)
    ended = [points[-1] for points in rows if strong or len(points) == 1]
    dots = frame.texts([{**point, "text": ""} for point in ended])
    dots["mark"] = {"type": "point", "fill": colour, "stroke": None, "opacity": 1, "size": 30}
    dots["encoding"].pop("text")
    yield dots


def _path(
    points: Sequence[dict[str, float]],
    length: int,
    colour: str,
    thick: float = 1.25,
    *,
    dashed: bool = False,
) -> dict[str, Any]:
    """Return lines of so many points each."""
    rows = [{**point, "text": "", "line": at // (length or 1)} for at, point in enumerate(points)]
    layer = frame.texts(rows)
    dash = {"strokeDash": [3, 2]} if dashed else {}
    layer["mark"] = {"type": "line", "color": colour, "strokeWidth": thick, **dash}
    layer["encoding"].pop("text")
    layer["encoding"] |= {
        "order": {"field": "x", "type": "quantitative"},
        "detail": {"field": "line", "type": "nominal"},
    }
    return layer


def _scale(grid: _Grid, ticks: Sequence[float], panels: Panels) -> Iterator[dict[str, Any]]:
    """Yield the scale's ends, left of the first panel of each row."""
    for at in range(0, len(panels.lines), grid.columns):
        for tick in (ticks[0], ticks[-1]):
            y = _level(grid, at, tick, len(panels.lines))["y"] + 4
            yield {"x": grid.left - NEAR, "y": y, "text": scale.written(tick, panels.unit)}


def _years(grid: _Grid, lines: Sequence[Line]) -> Iterator[dict[str, Any]]:
    """Yield the first and the last year, below the last panel of each column."""
    years = sorted({moment.year for line in lines for moment, _, _ in line.points})
    for at in range(max(len(lines) - grid.columns, 0), len(lines)):
        x, top = grid.corner(at)
        y = top + HIGH + 14
        yield {"x": x, "y": y, "text": str(years[0])}
        if len(years) > 1:
            last = x + grid.wide - lettering.width(str(years[-1]), TINY)
            yield {"x": last, "y": y, "text": str(years[-1])}


def _names(grid: _Grid, lines: Sequence[Line]) -> Iterator[dict[str, Any]]:
    """Yield name and newest value over each panel; what does not fit is cut with an ellipsis."""
    named: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    values = []
    for at, line in enumerate(lines):
        x, top = grid.corner(at)
        name = _fitting(line.name, grid.wide + GAP - 2)
        named[line.strong].append({"x": x, "y": top - HEAD + 13, "text": name})
        values.append({"x": x, "y": top - HEAD + 29, "text": line.points[-1][2]})
    yield frame.texts(named[False], size=frame.SMALL)
    yield frame.texts(named[True], size=frame.SMALL, bold=True)
    yield frame.texts(values, size=frame.SMALL, bold=True)


def _fitting(name: str, room: float) -> str:
    if lettering.width(name, frame.SMALL) <= room:
        return name
    fits = (at for at in range(len(name), 0, -1) if lettering.width(name[:at], frame.SMALL) <= room)
    return f"{name[: next(fits, 1) - 1]}…"


def _legend(legend: str) -> Iterator[dict[str, Any]]:
    """Yield a piece of the dashed line and what it is."""
    y = frame.LEADING - 5.0
    pieces = [{"x": 0, "x2": 24, "y": y - 5, "y2": y - 5}] if legend else []
    sample = frame.rules(pieces, palette.QUIET)
    sample["mark"]["strokeDash"] = [3, 2]
    yield sample
    texts = [{"x": 32, "y": y, "text": legend}] if legend else []
    yield frame.texts(texts, palette.QUIET, size=frame.SMALL)
