"""A chart as small as a stamp, for lists: its form without words, which stand beside it.

Vega would take longer for a list of hundreds than all else together; what is drawn here is made of
the chart's own numbers. Readers of screens are told nothing of it: the finding says it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from hiraku.publishing.site.published.chart import Chart, Figures

WIDTH, HEIGHT = 96, 56
_BARS = 7
_LINES = 30
# A map of many rows has the height that its tiles need to be told apart.
TALL = 88
_FRAME = (
    '<svg viewBox="0 0 96 {height}" width="96" height="{height}" aria-hidden="true"'
    ' focusable="false">{drawn}</svg>'
)


def thumbnail(chart: Chart) -> Markup | None:
    """Return a drawing; None of a form whose numbers are not known here."""
    forms = {
        **dict.fromkeys(("line", "small-multiples"), _lines),
        **dict.fromkeys(("bar", "rank", "change"), _bars),
        "tile-grid": _tiles,
    }
    draw = forms.get(chart.view.kind)
    drawn = "".join(draw(chart)) if draw and chart.figures.rows else ""
    height = TALL if chart.view.kind == "tile-grid" else HEIGHT
    return Markup(_FRAME.format(height=height, drawn=drawn)) if drawn else None  # noqa: S704 - numbers and our own words


def _lines(chart: Chart) -> Iterator[str]:
    """Yield each line from zero, the one that stands out last and over the others."""
    figures = chart.figures
    days = [_day(row[0] or "") for row in figures.rows]
    highest = max((abs(_number(cell)) for row in figures.rows for cell in row[1:]), default=0) or 1
    step, rise = 92 / ((days[-1] - days[0]) or 1), 48 / highest
    alone = len(figures.headings) == 2  # noqa: PLR2004 - the moments and one line
    heads = [
        (alone or heading.name in chart.view.highlight, at)
        for at, heading in enumerate(figures.headings[1 : _LINES + 1], 1)
    ]
    for strong, at in sorted(heads):
        points = " ".join(
            f"{2 + step * (day - days[0]):.1f},{53 - rise * _number(row[at]):.1f}"
            for day, row in zip(days, figures.rows, strict=True)
            if row[at] is not None
        )
        kind = "strong" if strong else "mark"
        yield f'<polyline class="{kind}-stroke" fill="none" points="{points}"/>'
    yield '<path class="line-stroke" d="M0 54.5H96"/>'


def _bars(chart: Chart) -> Iterator[str]:
    keys = [heading.number for heading in chart.figures.headings]
    at = keys.index(True) if True in keys else len(keys) - 1
    at = len(keys) - 1 if chart.view.kind == "change" else at
    rows = chart.figures.rows[:_BARS]
    longest = max(abs(_number(row[at])) for row in rows) or 1
    for place, row in enumerate(rows):
        length = 92 * abs(_number(row[at])) / longest
        kind = "strong" if set(row) & set(chart.view.highlight) else "mark"
        yield f'<rect class="{kind}" y="{8 * place + 1}" width="{length:.1f}" height="6"/>'


def _tiles(chart: Chart) -> Iterator[str]:
    figures = chart.figures
    values = _by_code(figures)
    ordered = sorted(values.values())
    columns = max((tile.column for tile in figures.tiles), default=1)
    rows = max((tile.row for tile in figures.tiles), default=1)
    side = min(WIDTH / columns, TALL / rows)
    left = WIDTH - side * columns
    for tile in figures.tiles:
        value = values.get(tile.code)
        third = 3 * ordered.index(value) // len(ordered) if value is not None else -1
        kind = ("pale-stroke", "pale-stroke", "mark", "strong")[third + 1]
        x, y = left + side * (tile.column - 1), side * (tile.row - 1)
        size = f'width="{side - 0.8:.1f}" height="{side - 0.8:.1f}"'
        yield f'<rect class="{kind}" fill="none" x="{x:.1f}" y="{y:.1f}" {size}/>'


def _by_code(figures: Figures) -> dict[str, float]:
    return {row[0]: _number(row[-1]) for row in figures.rows if row[0] and row[-1] is not None}


def _number(text: str | None) -> float:
    try:
        return float(text) if text else 0.0
    except ValueError:
        return 1.0


def _day(moment: str) -> int:
    return date.fromisoformat((moment + "-01-01")[:10]).toordinal()
