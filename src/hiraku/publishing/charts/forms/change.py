"""From where to where each value went between the first and the last moment, by how much.

specType: change
category: municipality_name
value: issuance_rate
x: as_of                      a date, a month or a year; the first and the last of the rows count
filter: {as_of: ["2022-01-01", "2022-12-31"]}     both moments
unit: ポイント                 what differences are in; the values have the unit of the schema
sort: descending              by the difference; or ascending; else the order of the file
highlight: [南伊勢町]          what is in colour, with bold labels; the others are grey then

What has no value at one of both moments is in the table below the chart alone. Where all rows are
of one moment nothing is compared, and there is no chart. A chart has at most 50 rows, the first,
and says so where there are more.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from hiraku.languages import Message
from hiraku.model import Text, Tile, View
from hiraku.publishing.charts import frame
from hiraku.publishing.charts.canvas import spans
from hiraku.publishing.charts.chart_form import ChartForm
from hiraku.publishing.charts.figures.numbers import (
    EXACT,
    Record,
    amount,
    field_of,
    heading,
    records,
    total,
)
from hiraku.publishing.charts.words import Words
from hiraku.publishing.rendering.filters import grouped_text
from hiraku.publishing.site.published.chart import Figures, Heading
from hiraku.publishing.tables.published_table import PublishedTable

_MOST = 50

_Row = tuple[str | None, ...]


def _figures(view: View, table: PublishedTable, _tiles: Sequence[Tile]) -> Figures:
    """Return a row for each name: the first value, the last, and their exact difference.

    There is no row where there is no difference at all.
    """
    rows = list(records(view, table))
    time = view.fields["x"]
    moments = sorted({moment for record in rows if (moment := record[time])})
    if len(moments) <= 1:
        return Figures((), ())
    by_name: dict[str, list[Record]] = {}
    for record in rows:
        by_name.setdefault(record[view.fields["category"]] or "", []).append(record)
    ends = (moments[0], moments[-1])
    cells = [(name, *_ends(several, ends, view)) for name, several in by_name.items()]
    compared = sum(row[3] is not None for row in cells)
    if not compared:
        return Figures((), ())
    headings, cut = _headings(view, table, ends), _MOST if compared > _MOST else 0
    return Figures(headings, _sorted(cells, view), cut=cut, drawable=compared)


def _ends(rows: Sequence[Record], ends: Sequence[str], view: View) -> _Row:
    time = view.fields["x"]
    first, last = (
        total([record for record in rows if record[time] == moment], view) for moment in ends
    )
    if first is None or last is None:
        return first, last, None
    return first, last, f"{EXACT.subtract(Decimal(last), Decimal(first)):+f}"


def _sorted(rows: Sequence[_Row], view: View) -> tuple[_Row, ...]:
    """Sort by the difference; what has none comes last, and what is as large keeps its order."""
    sign = {"descending": -1, "ascending": 1}.get(view.sort or "", 0)
    return tuple(sorted(rows, key=lambda row: (row[3] is None, sign * amount(row[3]))))


def _headings(view: View, table: PublishedTable, ends: Sequence[str]) -> tuple[Heading, ...]:
    """Return the heads: the name, both moments (their texts as names), the difference."""
    value, field = heading(view, table, "value"), field_of(view, table, "value")
    unit = Text({table.language: field.stated_unit}) if field and field.stated_unit else None
    moments = (
        Heading(view.labels.get(moment, moment), unit, number=True, name=moment) for moment in ends
    )
    change = replace(value, title=Message("charts.change"), number=True)
    return heading(view, table, "category"), *moments, change


def _spec(view: View, shown: Figures, words: Words) -> dict[str, Any]:
    return _drawn(view, shown, words, frame.WIDTH)


def _drawn(view: View, shown: Figures, words: Words, width: float) -> dict[str, Any]:
    _, first, last, change = shown.headings
    rows = [row for row in shown.rows if row[3] is not None][: shown.cut or None]
    drawn = [
        spans.Span(
            words.said(name), amount(start), amount(end), _signed(more), name in view.highlight
        )
        for name, start, end, more in rows
    ]
    unit = words.unit(change.unit) or words.text(change.title)
    ends = (words.when(first.name), words.when(last.name))
    heads = spans.Heads(*ends, unit, words.unit(first.unit))
    return spans.spec(drawn, heads, width, words.cut(shown))


def _signed(number: str | None) -> str:
    """Return a difference with its sign, a true minus."""
    text = number or ""
    return text[:1].replace("-", "−") + str(grouped_text(text[1:]))


chart_form = ChartForm(figures=_figures, spec=_spec)
