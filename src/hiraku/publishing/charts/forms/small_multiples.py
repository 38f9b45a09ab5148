"""A small line over time for each of many areas, all of one scale, with the whole in each.

specType: small-multiples
x: as_of                      a date, a month or a year
series: municipality_name     a panel for each text of the field
value: issuance_rate     or   count: 件数
by: month                     or year: rows of one month or year are taken together
sort: descending              by the newest value; or ascending; else the order of the file
highlight: [津市]              panels in colour, with bold names
reference: 三重県             the line that each panel has beside its own; or
whole, numerator, denominator the whole, as in `rank`

A chart has at most 60 panels, the first, and says so where there are more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from hiraku.languages import say
from hiraku.model import Tile, View
from hiraku.publishing.charts import frame
from hiraku.publishing.charts.canvas import panels
from hiraku.publishing.charts.canvas.lines import Line
from hiraku.publishing.charts.chart_form import ChartForm
from hiraku.publishing.charts.figures.numbers import amount
from hiraku.publishing.charts.figures.series import first_day, several
from hiraku.publishing.charts.words import Words
from hiraku.publishing.site.published.chart import WHOLE, Figures, Heading
from hiraku.publishing.tables.published_table import PublishedTable

_MOST = 60


def _figures(view: View, table: PublishedTable, _tiles: Sequence[Tile]) -> Figures:
    """Return a row for each moment, with a column for each panel and one for the measure.

    There is no row where no panel has a value.
    """
    shown = several(view, table)
    columns = range(1, len(shown.headings))
    own = [at for at in columns if _own(shown.headings[at], view) and _newest(shown, at)]
    if not own:
        return Figures((), ())
    order = sorted(columns, key=lambda at: _order(shown, at, view))
    headings = tuple(shown.headings[at] for at in (0, *order))
    rows = tuple(tuple(row[at] for at in (0, *order)) for row in shown.rows)
    cut = _MOST if len(own) > _MOST else 0
    return replace(shown, headings=headings, rows=rows, cut=cut, drawable=len(own))


def _measures(view: View) -> set[str]:
    return {WHOLE, view.reference}


def _order(shown: Figures, at: int, view: View) -> tuple[bool, bool, float]:
    """Return what columns are sorted by: the measure is the last, behind those without a value."""
    newest = _newest(shown, at)
    sign = {"descending": -1, "ascending": 1}.get(view.sort or "", 0)
    return not _own(shown.headings[at], view), not newest, sign * amount(newest)


def _newest(shown: Figures, at: int) -> str | None:
    return next((row[at] for row in reversed(shown.rows) if row[at] is not None), None)


def _spec(view: View, shown: Figures, words: Words) -> dict[str, Any]:
    return _drawn(view, shown, words, frame.WIDTH)


def _wide(view: View, shown: Figures, words: Words) -> dict[str, Any] | None:
    return _drawn(view, shown, words, frame.WIDE)


def _drawn(view: View, shown: Figures, words: Words, width: float) -> dict[str, Any]:
    unit = words.unit(shown.headings[1].unit)
    lines = [_line(view, shown, at, words, unit) for at in range(1, len(shown.headings))]
    own = [line for line, head in zip(lines, shown.headings[1:], strict=True) if _own(head, view)]
    measure = next((line for line in reversed(lines) if line not in own and line.points), None)
    drawn = [line for line in own if line.points][: shown.cut or None]
    return panels.spec(
        panels.Panels(drawn, measure, _legend(measure, words), unit, words.cut(shown)), width
    )


def _own(head: Heading, view: View) -> bool:
    return head.name not in _measures(view)


def _legend(measure: Line | None, words: Words) -> str:
    if not measure:
        return ""
    code = words.language.code
    return say(code, "charts.dashed", name=measure.name, value=measure.points[-1][2])


def _line(view: View, shown: Figures, at: int, words: Words, unit: str) -> Line:
    head = shown.headings[at]
    points = tuple(
        (first_day(row[0] or ""), amount(row[at]), words.measured(row[at], unit))
        for row in shown.rows
        if row[at] is not None
    )
    return Line(words.text(head.title), points, head.name in view.highlight)


chart_form = ChartForm(figures=_figures, spec=_spec, wide=_wide)
