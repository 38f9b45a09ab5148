"""From where to where each value went: a line from a ring to a dot, on one scale, its length told.

The way of the numbers: spans (two values) -> a track of pixels from zero -> layers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from hiraku.publishing.charts import frame, lettering, palette
from hiraku.publishing.tables import round_numbers as scale

ROW = 24.0
NEAR = 8.0
# Longer labels break into lines.
LABEL = 8 * frame.SIZE
_DOT = 55
_STEPS = 4


class Span(Struct, frozen=True):
    """A label, both values, what is written of their difference, and whether it stands out."""

    label: str
    first: float
    last: float
    change: str
    strong: bool


class Heads(Struct, frozen=True):
    """What the rings and the dots are, what the differences are, and the unit of the values."""

    first: str
    last: str
    change: str
    unit: str


class _Track(Struct, frozen=True):
    left: float
    right: float
    top: float
    lowest: float
    highest: float

    def x(self, value: float) -> float:
        share = (value - self.lowest) / (self.highest - self.lowest or 1.0)
        return self.left + (self.right - self.left) * share


def spec(spans: Sequence[Span], heads: Heads, width: float, note: str = "") -> dict[str, Any]:
    """Return the Vega-Lite specification; `note` stands below all."""
    ticks = scale.ticks((end for span in spans for end in (span.first, span.last)), _STEPS)
    labels = [lettering.balanced(span.label, frame.SIZE, _room(width)) for span in spans]
    track = _track(spans, labels, heads, ticks, width)
    tops = list(_tops(track, labels))
    placed = list(zip(spans, labels, tops[:-1], strict=True))
    named = any(span.strong for span in spans)
    layers = [
        frame.rules([_upright(track, tick, tops[-1]) for tick in ticks], palette.PALE),
        frame.texts(_ticks(track, ticks, heads.unit), palette.QUIET, "center", frame.SMALL),
        *_legend(heads, track),
        *(
            layer
            for strong in (False, True)
            for layer in _drawn(track, placed, strong=strong, named=named)
        ),
        frame.texts([{"x": 0, "y": tops[-1] + 16, "text": note}] if note else [], palette.QUIET),
    ]
    return frame.framed(layers, tops[-1] + (frame.LEADING if note else 0), width)


def _room(width: float) -> float:
    return LABEL if width <= frame.WIDTH else 2 * LABEL


def _track(
    spans: Sequence[Span],
    labels: Sequence[Sequence[str]],
    heads: Heads,
    ticks: Sequence[float],
    width: float,
) -> _Track:
    written = [*(span.change for span in spans), heads.change]
    right = max(lettering.width(text, frame.SIZE) for text in written) + 2 * NEAR
    left = max(lettering.width(line, frame.SIZE) for lines in labels for line in lines) + 2 * NEAR
    top = 2.5 * frame.LEADING + NEAR
    return _Track(left, width - 2 * frame.MARGIN - right, top, ticks[0], ticks[-1])


def _tops(track: _Track, labels: Sequence[Sequence[str]]) -> Iterator[float]:
    """Yield where each row begins, and where the last ends."""
    y = track.top
    for lines in labels:
        yield y
        y += ROW + (len(lines) - 1) * frame.LEADING
    yield y


def _upright(track: _Track, tick: float, bottom: float) -> dict[str, float]:
    x = track.x(tick)
    return {"x": x, "x2": x, "y": track.top - 4, "y2": bottom}


def _ticks(track: _Track, ticks: Sequence[float], unit: str) -> list[dict[str, Any]]:
    y = track.top - NEAR
    return [{"x": track.x(tick), "y": y, "text": scale.written(tick, unit)} for tick in ticks]


def _legend(heads: Heads, track: _Track) -> list[dict[str, Any]]:
    """Say above the rows what rings and dots are, and over the differences what they are."""
    y = frame.LEADING - 5.0
    second = 2 * NEAR + lettering.width(heads.first, frame.SMALL) + 3 * NEAR
    ends = [
        {"x": 2 * NEAR, "y": y, "text": heads.first},
        {"x": second + 2 * NEAR, "y": y, "text": heads.last},
    ]
    change = {"x": track.right + 2 * NEAR, "y": y, "text": heads.change}
    return [
        _points([{"x": 6.0, "y": y - 5}], palette.QUIET, hollow=True),
        _points([{"x": second + 6, "y": y - 5}], palette.QUIET),
        frame.texts(ends, palette.QUIET, size=frame.SMALL),
        frame.texts([change], palette.QUIET, size=frame.SMALL),
    ]


_Placed = tuple[Span, Sequence[str], float]


def _drawn(
    track: _Track, placed: Sequence[_Placed], *, strong: bool, named: bool
) -> list[dict[str, Any]]:
    """Return the spans that stand out, or the others; those are grey where some stand out."""
    colour = palette.STRONG if strong else palette.LINE if named else palette.MARK
    rows = [row for row in placed if row[0].strong == strong]
    middles = [(span, top + _high(lines) / 2) for span, lines, top in rows]
    rules = [
        {"x": track.x(span.first), "x2": track.x(span.last), "y": y, "y2": y} for span, y in middles
    ]
    changes = [
        {"x": track.right + 2 * NEAR, "y": y + 5, "text": span.change} for span, y in middles
    ]
    labels = [
        {"x": track.left - 2 * NEAR, "y": top + 17 + at * frame.LEADING, "text": line}
        for _, lines, top in rows
        for at, line in enumerate(lines)
    ]
    return [
        frame.rules(rules, colour, 3),
        _points([{"x": track.x(span.first), "y": y} for span, y in middles], colour, hollow=True),
        _points([{"x": track.x(span.last), "y": y} for span, y in middles], colour),
        frame.texts(labels, align="right", bold=strong),
        frame.texts(changes, bold=True),
    ]


def _high(lines: Sequence[str]) -> float:
    return ROW + (len(lines) - 1) * frame.LEADING


def _points(
    points: Sequence[dict[str, float]], colour: str, *, hollow: bool = False
) -> dict[str, Any]:
    layer = frame.texts([{**point, "text": ""} for point in points])
    fill = palette.GROUND if hollow else colour
    mark = {"type": "point", "fill": fill, "stroke": colour, "strokeWidth": 2, "opacity": 1}
    layer["mark"] = {**mark, "size": _DOT}
    layer["encoding"].pop("text")
    return layer
