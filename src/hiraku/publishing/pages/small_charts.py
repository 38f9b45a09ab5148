"""A chart where there is little room: its narrow drawing, if a glance takes it in, else a stamp."""

from __future__ import annotations

from markupsafe import Markup

from hiraku.publishing.listings.thumbnails import thumbnail
from hiraku.publishing.site.published.chart import Chart

_BARS = 8
_NARROW, _BROAD = '<div class="slim">', '<div class="broad">'


def small(chart: Chart, owner: str, language: str) -> Markup | None:
    """Return a drawing whose ids are those of its owner: a page may have charts of several."""
    many = chart.view.kind in {"bar", "rank", "change"} and len(chart.figures.rows) > _BARS
    if many or chart.view.kind in {"small-multiples", "vega-lite"}:
        return thumbnail(chart)
    narrow = chart.drawings[language].partition(_BROAD)[0]
    narrow = narrow.removeprefix(_NARROW).removesuffix("</div>")
    own = f"chart-{chart.view.name}"
    return Markup(narrow.replace(f'"{own}-', f'"{owner}-').replace(f" {own}-", f" {owner}-"))  # noqa: S704 - drawn by ourselves
