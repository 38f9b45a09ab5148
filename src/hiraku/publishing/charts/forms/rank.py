"""Bars in order, each with its rank; the named ones in colour, the whole as the measure.

specType: rank
category: municipality_name
value: issuance_rate     or   count: 件数
sort: ascending               where the least comes first; else the highest
highlight: [津市, 四日市市]    bars in colour, with bold labels; the others are grey then
reference: 三重県             the row that the others are measured by, which has no rank; or
whole: 県全体                 what the whole is called: the sum of `numerator` over the sum of
numerator: cards_issued       `denominator`, in percent where the unit of the values is that
denominator: population

A chart has at most 50 bars, the first, and says so where there are more; the measure is among them
in any case. Equal values share a rank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from hiraku.languages import Message
from hiraku.model import Tile, View
from hiraku.publishing.charts import frame
from hiraku.publishing.charts.canvas.bars import Bar, Canvas
from hiraku.publishing.charts.canvas.bars import canvas as canvas_of
from hiraku.publishing.charts.chart_form import ChartForm
from hiraku.publishing.charts.figures.numbers import (
    Record,
    amount,
    heading,
    quotient,
    records,
    total,
)
from hiraku.publishing.charts.words import Words
from hiraku.publishing.site.published.chart import WHOLE, Figures, Heading
from hiraku.publishing.tables.published_table import PublishedTable

_MOST = 50
_RANK = Heading(Message("charts.rank"), None, number=True)

_Row = tuple[str | None, ...]


def _figures(view: View, table: PublishedTable, _tiles: Sequence[Tile]) -> Figures:
    """Return a row for each name, with its value and rank; the measure has no rank."""
    by_name: dict[str, list[Record]] = {}
    for record in records(view, table):
        by_name.setdefault(record[view.fields["category"]] or "", []).append(record)
    values = {name: total(rows, view) for name, rows in by_name.items()}
    measures = {view.reference: values.pop(view.reference, None)} if view.reference else {}
    if view.whole:
        measures[WHOLE] = quotient([row for rows in by_name.values() for row in rows], view, table)
    rows = [*_ranked(values, view), *((name, value, "") for name, value in measures.items())]
    headings = (heading(view, table, "category"), heading(view, table, "value"), _RANK)
    ordered = tuple(sorted(rows, key=lambda row: _order(row, view)))
    cut = _MOST if len(values) > _MOST else 0
    return Figures(headings, ordered, cut=cut, drawable=len(values))


def _ranked(values: dict[str, str | None], view: View) -> Iterator[_Row]:
    """Yield each name with its value and its rank; None of what has no value."""
    known = sorted(_order((name, value), view) for name, value in values.items() if value)
    ranks = {order: rank for rank, order in reversed([*enumerate(known, start=1)])}
    for name, value in values.items():
        yield name, value, str(ranks[_order((name, value), view)]) if value else None


def _order(row: _Row, view: View) -> tuple[bool, Decimal]:
    """Return what rows are sorted by: those without a value come last."""
    value = Decimal(row[1] or 0)
    return row[1] is None, value if view.sort == "ascending" else value.copy_negate()


def _spec(view: View, shown: Figures, words: Words) -> dict[str, Any]:
    return _drawn(view, shown, words, frame.WIDTH).spec()


def _wide(view: View, shown: Figures, words: Words) -> dict[str, Any] | None:
    """Labels stand beside the bars, in lines where they are long; None where they do anyway."""
    if _drawn(view, shown, words, frame.WIDTH).left:
        return None
    return _drawn(view, shown, words, frame.WIDE).spec()


def _drawn(view: View, shown: Figures, words: Words, width: float) -> Canvas:
    bars = list(_bars(view, shown, words))
    canvas = canvas_of(width, bars, "")
    canvas.grey = any(bar.strong for bar in bars)
    canvas.measured = any(bar.measure for bar in bars)
    for bar in bars:
        canvas.bar(bar)
    if shown.cut:
        canvas.note(words.cut(shown))
    return canvas


def _bars(view: View, shown: Figures, words: Words) -> Iterator[Bar]:
    drawn = _drawn_rows(shown)
    values = [0.0, *(amount(value) for _, value, _ in drawn)]
    lowest, longest = min(values), max(values) - min(values) or 1.0
    unit = words.unit(shown.headings[1].unit)
    for name, value, rank in drawn:
        yield Bar(
            "",
            words.said(name),
            words.measured(value, unit),
            -lowest / longest,
            (amount(value) - lowest) / longest,
            name in view.highlight,
            rank or "",
            measure=_is_measure((name, value, rank)),
        )


def _drawn_rows(shown: Figures) -> list[_Row]:
    """Return the first of the rows that are ranked, and the measure in its place."""
    ranked = [row for row in shown.rows if not _is_measure(row)]
    left_out = {*ranked[shown.cut or len(ranked) :]}
    return [row for row in shown.rows if row not in left_out]


def _is_measure(row: _Row) -> bool:
    return row[2] == ""


chart_form = ChartForm(figures=_figures, spec=_spec, wide=_wide)
