"""Each municipality as a tile in its place; those with rows are filled, with their value.

specType: tile-grid
code: municipality_code
value: participants           or   count: 件数; else a tile says only whether there is a row
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hiraku.model import Text, Tile, View
from hiraku.publishing.charts import frame, palette
from hiraku.publishing.charts.chart_form import ChartForm
from hiraku.publishing.charts.numbers import Record, heading, records, total
from hiraku.publishing.charts.words import Words
from hiraku.publishing.site.published import THERE, Figures, Heading
from hiraku.publishing.tables.published_table import PublishedTable

_TALL = 44.0
_GAP = 4.0
_WHETHER = Heading(Text("この表にあるか", "In this table"), None)
_MUNICIPALITY = Heading(Text("市町", "Municipality"), None)


def _figures(view: View, table: PublishedTable, tiles: Sequence[Tile]) -> Figures:
    """Return a row for each tile, in the order of the codes."""
    found: dict[str | None, list[Record]] = {}
    for each in records(view, table):
        found.setdefault(each[view.fields["code"]], []).append(each)
    valued = view.count or "value" in view.fields
    rows = tuple(
        (each.code, _said(found.get(each.code), view, valued=bool(valued)))
        for each in sorted(tiles, key=lambda tile: tile.code)
    )
    head = heading(view, table, "value") if valued else _WHETHER
    return Figures((_MUNICIPALITY, head), rows, tuple(tiles))


def _said(found: list[Record] | None, view: View, *, valued: bool) -> str | None:
    if not found:
        return None
    return total(found, view) if valued else THERE


def _spec(_view: View, shown: Figures, words: Words) -> dict[str, Any]:
    values = {code: value for code, value in shown.rows if code}
    columns = max(each.column for each in shown.tiles)
    size = (frame.WIDTH - 2 * frame.MARGIN + _GAP) / columns
    tiles = [_tile(each, values[each.code], size, words) for each in shown.tiles]
    filled = [each for each in tiles if each["filled"]]
    empty = [each for each in tiles if not each["filled"]]
    layers = [
        frame.rects(empty, palette.GROUND, palette.LINE),
        frame.rects(filled, palette.STRONG),
        frame.texts([_label(each) for each in empty], palette.QUIET, "center", frame.SMALL),
        frame.texts(
            [_label(each) for each in filled], palette.GROUND, "center", frame.SMALL, bold=True
        ),
        frame.texts([_value(each) for each in filled], palette.GROUND, "center", frame.SMALL),
    ]
    height = max(each.row for each in shown.tiles) * (_TALL + _GAP)
    return frame.framed(layers, height)


def _tile(tile: Tile, value: str | None, size: float, words: Words) -> dict[str, Any]:
    x, y = (tile.column - 1) * size, (tile.row - 1) * (_TALL + _GAP)
    label = words.text(tile.label).replace("\u00ad", "")
    box = {"x": x, "x2": x + size - _GAP, "y": y, "y2": y + _TALL}
    return {**box, "label": label, "value": value or "", "filled": value is not None}


def _label(tile: dict[str, Any]) -> dict[str, Any]:
    middle = (tile["x"] + tile["x2"]) / 2
    return {"x": middle, "y": tile["y"] + (19 if tile["filled"] else 27), "text": tile["label"]}


def _value(tile: dict[str, Any]) -> dict[str, Any]:
    middle = (tile["x"] + tile["x2"]) / 2
    return {"x": middle, "y": tile["y"] + 36, "text": tile["value"]}


chart_form = ChartForm(figures=_figures, spec=_spec)
