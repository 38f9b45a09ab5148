"""What a form of chart is; each is a file in `forms/`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from hiraku.model import Tile, View
from hiraku.publishing.charts.words import Words
from hiraku.publishing.site.published.chart import Figures
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.registry import entries

Spec = Callable[[View, Figures, Words], dict[str, Any]]


class ChartForm(Struct, frozen=True, kw_only=True):
    """A way to draw a view.

    `figures` takes a chart's numbers from the table, as texts; it is given the catalog's tiles as
    well. `spec` returns them as a Vega-Lite specification in one language. `wide` does so for wide
    windows, or returns None where the form does not know how to use one for such a view.
    """

    figures: Callable[[View, PublishedTable, Sequence[Tile]], Figures]
    spec: Spec
    wide: Callable[[View, Figures, Words], dict[str, Any] | None] | None = None


def chart_forms() -> dict[str, ChartForm]:
    """Return every form by its id, which is the `specType` of views."""
    return entries("hiraku.publishing.charts.forms", ChartForm)
