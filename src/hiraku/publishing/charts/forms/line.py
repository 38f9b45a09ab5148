"""A line over time from zero, with the value at each point, or several, each with its name.

specType: line
x: date                       a date, a month or a year
value: consultations     or   count: 開催回数
by: month                     or year: rows of one month or year are taken together
series: area                  a line for each text of the field, placed by its dates; of more than
                              six those that are not highlighted are grey and without a name
highlight: [三重県, 2022-08-31]   the line that stands out, and dates that are marked
labels: {2022-08-31: …}       what is written over a marked date in its place
rank: national_rank           the rank of the line that stands out, said at the head of the page
rankAmong: 47都道府県           among what the rank counts
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hiraku.model import Tile, View
from hiraku.publishing.charts import frame, lettering, palette
from hiraku.publishing.charts.canvas import lines
from hiraku.publishing.charts.chart_form import ChartForm
from hiraku.publishing.charts.figures.numbers import Record, amount, heading, records, total
from hiraku.publishing.charts.figures.series import first_day, moment_of, several
from hiraku.publishing.charts.words import Words
from hiraku.publishing.site.published.chart import Figures
from hiraku.publishing.tables.published_table import PublishedTable

_TOP = 28.0
_HEIGHT = 170.0
_BELOW = 44.0
_SIDE = 28.0
_MONTHS = 12


def _figures(view: View, table: PublishedTable, _tiles: Sequence[Tile]) -> Figures:
    """Return a row for each point in time; where rows are counted, none is left out.

    With several lines there is a column for each.
    """
    if "series" in view.fields:
        return several(view, table)
    by_moment: dict[str, list[Record]] = {}
    for record in records(view, table):
        if moment := moment_of(record, view):
            by_moment.setdefault(moment, []).append(record)
    moments = sorted(by_moment)
    if view.by and "value" not in view.fields and moments:
        moments = list(_every(moments[0], moments[-1]))
    rows = tuple((time, total(by_moment.get(time, []), view)) for time in moments)
    return Figures((heading(view, table, "x"), heading(view, table, "value")), rows)


def _every(first: str, last: str) -> Iterator[str]:
    """Yield each year or month from the first to the last."""
    year, _, month = first.partition("-")
    at = int(year) * _MONTHS + int(month or 1) - 1
    while (moment := _moment(at, first)) <= last:
        yield moment
        at += 1 if month else _MONTHS


def _moment(at: int, model: str) -> str:
    return f"{at // _MONTHS:04d}-{at % _MONTHS + 1:02d}"[: len(model)]


def _spec(view: View, shown: Figures, words: Words) -> dict[str, Any]:
    if "series" in view.fields:
        return _named(view, shown, words, frame.WIDTH)
    points = _points(shown)
    unit = words.unit(shown.headings[1].unit)
    lowest, span = _range(shown)
    zero, base = _TOP + _HEIGHT * (1 + lowest / span), _TOP + _HEIGHT
    marked = _marked(points, view)
    values = [
        {"x": point["x"], "y": _beside(point, points), "text": words.measured(point["text"], unit)}
        for point in marked
    ]
    strong = [point for point in points if point["moment"] in view.highlight]
    layers = [
        frame.rules([{"x": 0, "x2": frame.WIDTH, "y": zero, "y2": zero}], palette.LINE),
        _line(points),
        _dots(points, palette.MARK),
        *([_dots(strong, palette.STRONG, 90)] if strong else []),
        frame.texts(values, align="center", bold=True),
        *_axis(marked, base, words),
    ]
    return frame.framed(layers, base + _BELOW)


def _wide(view: View, shown: Figures, words: Words) -> dict[str, Any] | None:
    """Use a wide window for several lines; one, or a crowd, says as much in a narrow one."""
    several = "series" in view.fields and len(shown.headings) - 1 <= lines.CROWD
    return _named(view, shown, words, frame.WIDE) if several else None


def _named(view: View, shown: Figures, words: Words, width: float) -> dict[str, Any]:
    unit = words.unit(shown.headings[1].unit)
    drawn = []
    for at, head in enumerate(shown.headings[1:], start=1):
        points = tuple(
            (first_day(row[0] or ""), amount(row[at]), words.measured(row[at], unit))
            for row in shown.rows
            if row[at] is not None
        )
        if points:
            drawn.append(lines.Line(words.text(head.title), points, head.name in view.highlight))
    marks = [
        _mark(row, shown, unit, words, view.highlight)
        for row in shown.rows
        if row[0] in view.highlight
    ]
    return lines.spec(drawn, marks, unit, width)


def _mark(
    row: tuple[str | None, ...],
    shown: Figures,
    unit: str,
    words: Words,
    highlight: Sequence[str],
) -> lines.Mark:
    said = (
        f"{words.text(head.title)} {words.measured(cell, unit)}"
        for head, cell in zip(shown.headings[1:], row[1:], strict=True)
        if len(shown.headings) - 1 <= lines.CROWD or head.name in highlight
    )
    moment = row[0] or ""
    return lines.Mark(first_day(moment), (words.when(moment), *said))


def _range(shown: Figures) -> tuple[float, float]:
    """Return the lowest value and the span of all, zero being one of them."""
    values = [0.0, *(amount(value) for _, value in shown.rows)]
    return min(values), max(values) - min(values) or 1.0


def _points(shown: Figures) -> list[dict[str, Any]]:
    """Place the points at even steps; they are moments of one kind."""
    lowest, span = _range(shown)
    room = frame.WIDTH - 2 * _SIDE
    step = room / max(len(shown.rows) - 1, 1)
    return [
        {
            "x": _SIDE + step * at,
            "y": _TOP + _HEIGHT * (1 - (amount(value) - lowest) / span),
            "text": value,
            "moment": moment,
        }
        for at, (moment, value) in enumerate(shown.rows)
        if value is not None
    ]


def _marked(points: list[dict[str, Any]], view: View) -> list[dict[str, Any]]:
    """Return the points that are written at: all where there is room, else ends and extremes."""
    if len(points) <= 8:  # noqa: PLR2004 - 40 pixels for each
        return points
    extreme = {id(min(points, key=lambda p: p["y"])), id(points[0]), id(points[-1])}
    return [point for point in points if id(point) in extreme or point["moment"] in view.highlight]


def _beside(point: dict[str, Any], points: list[dict[str, Any]]) -> float:
    """Write above a point, but below a valley, where the line would run through the text."""
    at = points.index(point)
    near = [points[place]["y"] for place in (at - 1, at + 1) if 0 <= place < len(points)]
    valley = bool(near) and all(height < point["y"] for height in near)
    low = point["y"] + frame.LEADING > _TOP + _HEIGHT - 4
    return float(point["y"]) + (24 if valley and not low else -12)


def _line(points: list[dict[str, Any]]) -> dict[str, Any]:
    layer = frame.texts(points)
    layer["mark"] = {"type": "line", "color": palette.MARK, "strokeWidth": 2.5}
    layer["encoding"].pop("text")
    return layer


def _dots(points: list[dict[str, Any]], colour: str, size: int = 60) -> dict[str, Any]:
    layer = _line(points)
    layer["mark"] = {"type": "point", "fill": colour, "stroke": None, "opacity": 1, "size": size}
    return layer


def _axis(marked: list[dict[str, Any]], base: float, words: Words) -> Iterator[dict[str, Any]]:
    """Write the month below its point, and the year where it begins."""
    short = [{**point, "y": base + 20, "text": words.moment(point["moment"])} for point in marked]
    yield frame.texts(short, align="center")
    years: list[dict[str, Any]] = []
    for point in marked:
        year = point["moment"][:4]
        if len(point["moment"]) > len(year) and (not years or years[-1]["year"] != year):
            text = words.year(year)
            x = min(point["x"], frame.WIDTH - lettering.width(text, frame.SMALL) / 2)
            years.append({"x": x, "y": base + 38, "text": text, "year": year})
    if years:
        yield frame.texts(years, palette.QUIET, "center", frame.SMALL)


chart_form = ChartForm(figures=_figures, spec=_spec, wide=_wide)
