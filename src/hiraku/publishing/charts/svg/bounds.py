"""How large a drawing is, by our own measure of its texts.

Vega takes the size from the machine's fonts: the same specification would be cut in another way on
another machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from hiraku.publishing.charts import frame, lettering

MARGIN = 6.0
_SVG = "{http://www.w3.org/2000/svg}"
_MOVED = re.compile(r"translate\(([-\d.e]+),([-\d.e]+)\)")
_PLOT = re.compile(r"M([-\d.]+),([-\d.]+)h([-\d.]+)v([-\d.]+)h")
_SHIFT = {"middle": 0.5, "end": 1.0}

Box = tuple[float, float, float, float]


def fitted(drawing: str) -> str:
    """Return the drawing with the `viewBox` that holds its plots and its texts."""
    root = ET.fromstring(drawing)  # noqa: S314 - Vega's own output
    for group in root.findall(f"{_SVG}g"):
        group.attrib.pop("transform", None)
    boxes = list(_boxes(root, 0, 0, plot=True)) or [(0.0, 0.0, 0.0, 0.0)]
    left, top = (min(box[at] for box in boxes) - MARGIN for at in (0, 1))
    right, bottom = (max(box[at] for box in boxes) + MARGIN for at in (2, 3))
    size = (left, top, max(right - left, frame.WIDTH), bottom - top)
    root.set("viewBox", " ".join(f"{number:g}" for number in (round(length, 2) for length in size)))
    return ET.tostring(root, encoding="unicode")


def _boxes(element: ET.Element, x: float, y: float, *, plot: bool) -> Iterator[Box]:
    """Yield plots and texts; the ground of a legend is as large as the fonts make it."""
    plot = plot and "role-legend" not in element.get("class", "")
    for dx, dy in _MOVED.findall(element.get("transform", "")):
        x, y = x + float(dx), y + float(dy)
    ground = _PLOT.match(element.get("d", "")) if element.get("class") == "background" else None
    if plot and ground:
        left, top, wide, high = map(float, ground.groups())
        yield x + left, y + top, x + left + wide, y + top + high
    if element.tag == f"{_SVG}text":
        yield _lettered(element, x, y)
    for child in element:
        yield from _boxes(child, x, y, plot=plot)


def _lettered(element: ET.Element, x: float, y: float) -> Box:
    size = float(element.get("font-size", "13").removesuffix("px"))
    wide = lettering.width("".join(element.itertext()), size)
    before = wide * _SHIFT.get(element.get("text-anchor", ""), 0)
    if "rotate" in element.get("transform", ""):
        reach = max(before, wide - before)
        return x - size, y - reach, x + size, y + reach
    return x - before, y - size, x - before + wide, y + size / 3
