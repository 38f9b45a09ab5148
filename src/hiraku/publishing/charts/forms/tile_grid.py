"""Each municipality as a tile in its place; those with rows are filled, with their value.

specType: tile-grid
code: municipality_code
value: participants           or   count: 件数; else a tile says only whether there is a row

Where many have a value, the third with the highest is darkest, and a legend says from where to
where each shade goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hiraku.languages import Message
from hiraku.model import Tile, View
from hiraku.publishing.charts import frame, palette
from hiraku.publishing.charts.chart_form import ChartForm
from hiraku.publishing.charts.figures.numbers import Record, heading, records, total
from hiraku.publishing.charts.lettering import width
from hiraku.publishing.charts.words import Words
from hiraku.publishing.site.published.chart import THERE, Figures, Heading
from hiraku.publishing.tables.published_table import PublishedTable

_TALL = 44.0
_GAP = 4.0
_LEADING = 13
_BOLDER = 1.2
_SOFT_HYPHEN = "\u00ad"
_LEGEND = 32.0
_BOX = 14.0
# Each shade with the colour of what is written on it: contrast is 4.5 at least.
_SHADES = (
    (palette.PALE, palette.INK),
    (palette.MARK, palette.GROUND),
    (palette.STRONG, palette.GROUND),
)
_Shade = tuple[str, str, list[dict[str, Any]]]
_WHETHER = Heading(Message("charts.in-this-table"), None)
_MUNICIPALITY = Heading(Message("charts.municipality"), None)


def _figures(view: View, table: PublishedTable, tiles: Sequence[Tile]) -> Figures:
    """Return a row for each tile, in the order of the codes."""
    by_code: dict[str | None, list[Record]] = {}
    for record in records(view, table):
        by_code.setdefault(record[view.fields["code"]], []).append(record)
    valued = view.count or "value" in view.fields
    rows = tuple(
        (place.code, _said(by_code.get(place.code), view, valued=bool(valued)))
        for place in sorted(tiles, key=lambda tile: tile.code)
    )
    head = heading(view, table, "value") if valued else _WHETHER
    return Figures((_MUNICIPALITY, head), rows, tuple(tiles))


def _said(found: list[Record] | None, view: View, *, valued: bool) -> str | None:
    if not found:
        return None
    return total(found, view) if valued else THERE


def _spec(_view: View, shown: Figures, words: Words) -> dict[str, Any]:
    values = {code: value for code, value in shown.rows if code}
    columns = max(tile.column for tile in shown.tiles)
    size = (frame.WIDTH - 2 * frame.MARGIN + _GAP) / columns
    tiles = [_tile(tile, values[tile.code], size, words) for tile in shown.tiles]
    empty = [tile for tile in tiles if not tile["filled"]]
    shades = _shades([tile for tile in tiles if tile["filled"]])
    height = max(tile.row for tile in shown.tiles) * (_TALL + _GAP)
    layers = [
        frame.rects(empty, palette.GROUND, palette.LINE),
        frame.texts(_labels(empty), palette.QUIET, "center", frame.SMALL),
        *(layer for shade in shades for layer in _filled(*shade, bold=_fit_in_bold(tiles))),
    ]
    if len(shades) > 1:
        layers += _legend(shades, height, words.unit(shown.headings[1].unit))
        height += _LEGEND
    return frame.framed(layers, height)


def _shades(filled: list[dict[str, Any]]) -> list[_Shade]:
    """Return the tiles by their shade: one, or three where at least six have a number."""
    if len(filled) < 2 * len(_SHADES) or any(not _is_number(tile["value"]) for tile in filled):
        return [(palette.STRONG, palette.GROUND, filled)]
    values = sorted(float(tile["value"]) for tile in filled)
    bounds = [values[len(values) * at // len(_SHADES)] for at in range(1, len(_SHADES))]
    placed = [(sum(float(tile["value"]) >= bound for bound in bounds), tile) for tile in filled]
    shades = [
        (fill, ink, [tile for place, tile in placed if place == at])
        for at, (fill, ink) in enumerate(_SHADES)
    ]
    return [shade for shade in shades if shade[2]]


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdigit()


def _fit_in_bold(tiles: list[dict[str, Any]]) -> bool:
    """Tell whether every label fits its tile in bold; else all are light, to look alike."""
    return all(
        width(line, frame.SMALL) * _BOLDER <= tile["x2"] - tile["x"]
        for tile in tiles
        for line in tile["label"]
    )


def _filled(
    fill: str, ink: str, tiles: list[dict[str, Any]], *, bold: bool
) -> list[dict[str, Any]]:
    return [
        frame.rects(tiles, fill, palette.LINE if fill == palette.PALE else None),
        frame.texts(_labels(tiles), ink, "center", frame.SMALL, bold=bold),
        frame.texts([_value(tile) for tile in tiles], ink, "center", frame.SMALL),
    ]


def _legend(shades: list[_Shade], top: float, unit: str) -> list[dict[str, Any]]:
    """Say below the grid from where to where each shade goes."""
    room = (frame.WIDTH - 2 * frame.MARGIN) / len(shades)
    layers = []
    for at, (fill, _, tiles) in enumerate(shades):
        values = sorted((tile["value"] for tile in tiles), key=float)
        text = f"{values[0]}–{values[-1]}{unit}"
        box = {"x": at * room, "x2": at * room + _BOX, "y": top + 10, "y2": top + 10 + _BOX}
        layers.append(frame.rects([box], fill, palette.LINE))
        said = [{"x": at * room + _BOX + 6, "y": top + 22, "text": text}]
        layers.append(frame.texts(said, palette.INK, "left", frame.SMALL))
    return layers


def _tile(tile: Tile, value: str | None, size: float, words: Words) -> dict[str, Any]:
    x, y = (tile.column - 1) * size, (tile.row - 1) * (_TALL + _GAP)
    box = {"x": x, "x2": x + size - _GAP, "y": y, "y2": y + _TALL}
    label = _broken(words.text(tile.label), size - _GAP)
    return {**box, "label": label, "value": value or "", "filled": value is not None}


def _broken(label: str, room: float) -> list[str]:
    """Return the lines of a label: broken at a soft hyphen where it is wider than its tile."""
    head, hyphen, tail = label.partition(_SOFT_HYPHEN)
    plain = label.replace(_SOFT_HYPHEN, "")
    if hyphen and width(plain, frame.SMALL) > room:
        return [f"{head}-", tail.replace(_SOFT_HYPHEN, "")]
    return [plain]


def _labels(tiles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Place the lines around the middle, or above the value where there is one."""
    return [
        {"x": _middle(tile), "y": tile["y"] + _baseline(tile) - after * _LEADING, "text": line}
        for tile in tiles
        for after, line in enumerate(reversed(tile["label"]))
    ]


def _baseline(tile: dict[str, Any]) -> int:
    """Return where the last line of a label stands in its tile."""
    lower = 7 if len(tile["label"]) > 1 else 0
    return (19 if tile["filled"] else 27) + lower


def _middle(tile: dict[str, Any]) -> float:
    return float(tile["x"] + tile["x2"]) / 2


def _value(tile: dict[str, Any]) -> dict[str, Any]:
    lower = 40 if len(tile["label"]) > 1 else 36
    return {"x": _middle(tile), "y": tile["y"] + lower, "text": tile["value"]}


chart_form = ChartForm(figures=_figures, spec=_spec)
