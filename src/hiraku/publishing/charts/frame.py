"""What all our Vega-Lite specifications have in common: pixels that no font can move.

Vega asks the machine's fonts how wide a text is and moves axes by it, so that two machines would
draw two charts. We say where everything stands ourselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hiraku.publishing.charts import palette

# As wide as the narrowest window, so that text is readable there; pages show it up to 1.25 times.
WIDTH = 360.0
# As wide as a paragraph of the pages, which is also about the width of a printed sheet.
WIDE = 736.0
SIZE = 15
SMALL = 13
LEADING = 20
MARGIN = 2

Row = Mapping[str, Any]


def framed(
    layers: Sequence[Mapping[str, Any]], height: float, width: float = WIDTH
) -> dict[str, Any]:
    """Return a specification of those layers that hold something, on a canvas of fixed size."""
    return {
        "width": width - 2 * MARGIN,
        "height": height,
        "padding": MARGIN,
        "autosize": {"type": "none"},
        "background": None,
        "config": {"aria": False, "view": {"stroke": None}},
        "layer": [layer for layer in layers if layer["data"]["values"]],
    }


def rects(rows: Sequence[Row], fill: str, stroke: str | None = None) -> dict[str, Any]:
    """Rectangles by `x`, `x2`, `y`, `y2` in pixels."""
    mark = {"type": "rect", "fill": fill, "stroke": stroke, "strokeWidth": 1}
    return _layer(rows, mark, ("x", "x2", "y", "y2"))


def rules(rows: Sequence[Row], colour: str, thick: float = 1) -> dict[str, Any]:
    mark = {"type": "rule", "color": colour, "strokeWidth": thick}
    return _layer(rows, mark, ("x", "x2", "y", "y2"))


def texts(
    rows: Sequence[Row],
    colour: str = palette.INK,
    align: str = "left",
    size: int = SIZE,
    *,
    bold: bool = False,
) -> dict[str, Any]:
    """Write `text` at `x` with its baseline at `y`."""
    mark = {
        "type": "text",
        "align": align,
        "baseline": "alphabetic",
        "color": colour,
        "fontSize": size,
        "fontWeight": "bold" if bold else "normal",
        "limit": 0,
    }
    layer = _layer(rows, mark, ("x", "y"))
    layer["encoding"]["text"] = {"field": "text", "type": "nominal"}
    return layer


def _layer(rows: Sequence[Row], mark: Mapping[str, Any], places: Sequence[str]) -> dict[str, Any]:
    encoding: dict[str, Any] = {}
    for place in places:
        encoding[place] = {"field": place}
        if not place.endswith("2"):
            encoding[place] |= {"type": "quantitative", "scale": None, "axis": None}
    return {
        "data": {"values": [_rounded(row) for row in rows]},
        "mark": dict(mark),
        "encoding": encoding,
    }


def _rounded(row: Row) -> Row:
    """Return pixels to a tenth: nobody sees more, and files are a third smaller."""
    return {key: round(mark, 1) if isinstance(mark, float) else mark for key, mark in row.items()}
