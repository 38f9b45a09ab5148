"""A specification of Vega-Lite, in the form that Data Package gives to views.

specType: vega-lite
spec:
  mark: bar
  encoding: …                 the table is handed over; `data` is not to be named
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from hiraku.checking.types.field_type import type_of
from hiraku.checking.views.vega_fields import named_fields
from hiraku.model import Tile, View
from hiraku.publishing.charts import frame, palette
from hiraku.publishing.charts.chart_form import ChartForm
from hiraku.publishing.charts.figures.numbers import records
from hiraku.publishing.charts.words import Words
from hiraku.publishing.site.published.chart import Figures, Heading
from hiraku.publishing.tables.published_table import PublishedTable

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_CONFIG = {
    "aria": False,
    "view": {"stroke": None},
    "mark": {"color": palette.MARK},
    "range": {"category": list(palette.SERIES)},
    "axis": {
        "domainColor": palette.LINE,
        "gridColor": palette.PALE,
        "labelColor": palette.INK,
        "labelFontSize": frame.SMALL,
        "labelLimit": 0,
        "tickColor": palette.LINE,
        "titleColor": palette.QUIET,
        "titleFontSize": frame.SMALL,
        "titleFontWeight": "normal",
    },
    # Titles where no label can move them: that of the vertical axis lies above it.
    "axisX": {"labelAngle": 0, "labelBound": False, "labelFlush": False, "labelOverlap": False},
    "axisY": {
        "titleAlign": "left",
        "titleAngle": 0,
        "titleBaseline": "bottom",
        "titleX": 0,
        "titleY": -10,
    },
    "legend": {
        "labelColor": palette.INK,
        "labelFontSize": frame.SMALL,
        "labelLimit": 0,
        "titleColor": palette.QUIET,
        "titleFontSize": frame.SMALL,
    },
    "text": {"color": palette.INK, "fontSize": frame.SMALL},
}


def _figures(view: View, table: PublishedTable, _tiles: Sequence[Tile]) -> Figures:
    """Return the fields that the specification names, for all rows."""
    named = dict.fromkeys(name for _, name in named_fields(view.spec or {}))
    fields = [field for field in table.fields if field.name in named] or list(table.fields)
    names = [field.name for field in fields]
    return Figures(
        tuple(
            Heading(field.title, None, number=type_of(field).quantity, name=field.name)
            for field in fields
        ),
        tuple(tuple(record[name] for name in names) for record in records(view, table)),
    )


def _spec(view: View, shown: Figures, words: Words) -> dict[str, Any]:
    """Hand the rows over: numbers as numbers, all else as texts in the language's words."""
    values = [
        {
            heading.name: _number(cell) if heading.number else (words.said(cell) or None)
            for heading, cell in zip(shown.headings, row, strict=True)
        }
        for row in shown.rows
    ]
    given = dict(view.spec or {})
    own = given.pop("config", {})
    return {
        "width": 300,
        "background": None,
        **given,
        "data": {"values": values},
        "config": _CONFIG | own,
    }


def _number(cell: str | None) -> float | int | None:
    if cell is None or not _NUMBER.fullmatch(cell):
        return None
    return float(cell) if "." in cell else int(cell)


chart_form = ChartForm(figures=_figures, spec=_spec)
