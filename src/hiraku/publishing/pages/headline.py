"""The answer that a dataset's page opens with: its newest figure, or what its first chart shows.

The figure is that of the line that the descriptor states in `headline` or, where it states none, of
the first chart over time whose values stand in the table, not counted or summed: of the line that
is highlighted or the only one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from hiraku.model import HEADLINE, Text, Words
from hiraku.publishing.site.published.chart import Chart, Heading
from hiraku.publishing.site.published.dataset import PublishedDataset

# How far from the day a year before the day may lie that stands for it.
_NEAR = 31

Points = dict[str, str]


class Movement(Struct, frozen=True):
    """How much was added since `since`, with its sign: `+1.6`."""

    since: str
    difference: str
    a_year: bool = False


class Beside(Struct, frozen=True):
    """The value of another line at the same moment."""

    name: Words
    value: str


class Headline(Struct, frozen=True):
    """The newest figure of a line.

    `moment` is an ISO 8601 date, month or year; `rank` counts from 1, by the table itself, and
    `among` names what it counts, by the view. `anchor` names the chart that shows it.
    """

    name: Words
    value: str
    unit: Text | None
    moment: str
    changes: tuple[Movement, ...] = ()
    beside: tuple[Beside, ...] = ()
    rank: str = ""
    among: Text | None = None


def headline_of(published: PublishedDataset) -> Headline | None:
    """Return the newest figure of a dataset; None where it has none over time."""
    return _of_line(published.stated) if published.stated else headline(published.charts)


def headline(charts: Sequence[Chart]) -> Headline | None:
    """Return the newest figure that the charts show over time; None where they show none."""
    for chart in charts:
        if chart.view.kind == "line" and "value" in chart.view.fields and not chart.view.by:
            point = _of_line(chart)
            if point:
                return point
    return None


def _of_line(chart: Chart) -> Headline | None:
    at = _column(chart)
    points = _points(chart, at) if at else {}
    if not points or not _is_reached(chart):
        return None
    heading, moment = chart.figures.headings[at], max(points)
    return Headline(
        heading.title if chart.view.fields.get("series") else chart.view.title,
        points[moment],
        heading.unit,
        moment,
        tuple(_changes(points, moment)),
        tuple(_beside(chart, at, moment)),
        chart.figures.ranks.get(moment, ""),
        chart.view.rank_among,
    )


def _is_reached(chart: Chart) -> bool:
    """Tell whether the line shows days: years and months may be those of a plan, unless stated."""
    return chart.view.kind == HEADLINE or all(
        len(row[0] or "") == len("2022-08-31") for row in chart.figures.rows
    )


def _column(chart: Chart) -> int:
    """Return the place of the line that the chart is about, 0 where there is no such."""
    headings: Sequence[Heading] = chart.figures.headings
    marked = [
        at for at, heading in enumerate(headings[1:], 1) if heading.name in chart.view.highlight
    ]
    if len(headings) == 2:  # noqa: PLR2004 - the moments and one line
        return 1
    return marked[0] if len(marked) == 1 else 0


def _points(chart: Chart, at: int) -> Points:
    return {
        moment: value for row in chart.figures.rows if (moment := row[0]) and (value := row[at])
    }


def _changes(points: Points, moment: str) -> Iterator[Movement]:
    """Yield the change since the moment before, and since about a year before."""
    earlier = sorted(past for past in points if past < moment)
    if earlier:
        yield _change(points, moment, earlier[-1])
    year = _a_year_before(earlier, moment)
    if year and year != earlier[-1]:
        yield _change(points, moment, year, a_year=True)


def _change(points: Points, moment: str, since: str, *, a_year: bool = False) -> Movement:
    difference = Decimal(points[moment]) - Decimal(points[since])
    said = f"{difference:+f}".replace("-", "−") if difference else "±0"
    return Movement(since, said, a_year)


def _a_year_before(earlier: Sequence[str], moment: str) -> str | None:
    if len(moment) == len("2022"):
        return None  # the year before is the moment before
    year_before = _ordinal(moment) - 365
    nearest_day = min(earlier, key=lambda day: abs(_ordinal(day) - year_before), default=None)
    return (
        nearest_day if nearest_day and abs(_ordinal(nearest_day) - year_before) <= _NEAR else None
    )


def _ordinal(day: str) -> int:
    return date.fromisoformat((day + "-01")[:10]).toordinal()


def _beside(chart: Chart, at: int, moment: str) -> Iterator[Beside]:
    """Yield what the other lines, if they are few, show at the moment."""
    headings = chart.figures.headings
    cells = next((row for row in chart.figures.rows if row[0] == moment), ())
    if len(headings) > 4:  # noqa: PLR2004 - more are read in the chart
        return
    for place, (heading, value) in enumerate(zip(headings, cells, strict=False)):
        if place not in {0, at} and value:
            yield Beside(heading.title, value)
