"""Several lines over time: a column of numbers for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from hiraku.model import View
from hiraku.publishing.charts.figures.numbers import Record, heading, quotient, records, total
from hiraku.publishing.site.published.chart import WHOLE, Figures, Heading
from hiraku.publishing.tables.published_table import PublishedTable

_LENGTH = {"year": 4, "month": 7}
_Points = Mapping[str, list[Record]]


def moment_of(record: Record, view: View) -> str:
    """Return the day, month or year of a row, as the view takes them together; empty for none."""
    return (record[view.fields["x"]] or "")[: _LENGTH.get(view.by or "", 10)]


def first_day(moment: str) -> date:
    """Return the first day of a year or month, or the day itself."""
    return date.fromisoformat((moment + "-01-01")[:10])


def several(view: View, table: PublishedTable) -> Figures:
    """Return a row for each moment with a column for each line; that of the whole is the last.

    Where no line has a value there is no row.
    """
    by_line: dict[str, dict[str, list[Record]]] = {}
    for record in records(view, table):
        name, moment = record[view.fields["series"]], moment_of(record, view)
        if name and moment:
            by_line.setdefault(name, {}).setdefault(moment, []).append(record)
    moments = sorted({moment for points in by_line.values() for moment in points})
    columns = [[total(points.get(day, []), view) for day in moments] for points in by_line.values()]
    if all(value is None for column in columns for value in column):
        return Figures((), ())
    heads = [*_heads(by_line, view, table)]
    if view.whole:
        heads.append(Heading(view.whole, heads[0].unit, number=True, name=WHOLE))
        columns.append([_whole(by_line.values(), day, view, table) for day in moments])
    marked = [points for name, points in by_line.items() if name in view.highlight]
    ranks = dict(_ranks(view, marked[0])) if len(marked) == 1 else {}
    rows = tuple(zip(moments, *columns, strict=True))
    return Figures((heading(view, table, "x"), *heads), rows, ranks=ranks)


def _heads(names: Iterable[str], view: View, table: PublishedTable) -> Iterator[Heading]:
    unit = heading(view, table, "value").unit
    for name in names:
        yield Heading(view.labels.get(name, name), unit, number=True, name=name)


def _whole(lines: Iterable[_Points], moment: str, view: View, table: PublishedTable) -> str | None:
    return quotient([row for points in lines for row in points.get(moment, [])], view, table)


def _ranks(view: View, points: _Points) -> Iterator[tuple[str, str]]:
    """Yield each moment at which one row says the rank of the line, and the rank."""
    for moment, rows in points.items():
        rank = rows[0].get(view.fields.get("rank", ""))
        if rank and len(rows) == 1:
            yield moment, rank
