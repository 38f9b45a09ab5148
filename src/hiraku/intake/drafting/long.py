"""From times as columns to a long table: one row for each record and each year or month.

Only the plan is made here, from the heads: which columns are labels, which stand for which time,
and which totals over the times are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct

from hiraku.intake.layout.texts import is_total
from hiraku.intake.meant.times import MOMENT, YEARS, NoSuchDay, meaning

FEW = 3
VALUE = ("値", "value")
TIMES = {
    "year": ("年", "year"), "fiscal-year": ("年度", "fiscal_year"),
    "yearmonth": ("年月", "year_month"), "date": ("年月日", "date"), "month": ("月", "month"),
}  # fmt: skip
_MONTH = re.compile(r"(1[0-2]|[1-9])月分?")
_YEAR = re.compile(r"[0-9]{4}")
_SHORT = re.compile(r"[MTSHR]\.?[0-9]{1,2}")
_TYPES = {"fiscal-year": "year", "month": "string"}
_APRIL = 4


class TimedColumn(Struct, frozen=True):
    """A column by its place: the time that its head names, and what it counts then."""

    place: int
    time: str
    value: str


class LongPlan(Struct, frozen=True):
    """`labels` and `totals` are places of columns; `kind` is that of all times: `year` …"""

    kind: str
    labels: tuple[int, ...]
    timed: tuple[TimedColumn, ...]
    totals: tuple[int, ...] = ()

    @property
    def times(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column.time for column in self.timed))

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column.value for column in self.timed))

    @property
    def head(self) -> tuple[str, str]:
        """The title and the name of the column of times."""
        return TIMES[self.kind]

    @property
    def type(self) -> str:
        return _TYPES.get(self.kind, self.kind)


def long_plan(titles: Sequence[str], above: Sequence[str], few: int = FEW) -> LongPlan | None:
    """Return how columns of times become rows; None where fewer than `few` columns are of times.

    `above` are the texts above the table: they may name the year that heads of months leave out.
    None as well where times are of several kinds, or two columns are of the same time and value.
    """
    stated = [(place, _timed(title, above)) for place, title in enumerate(titles)]
    kinds = {timed[0] for _, timed in stated if timed}
    columns = tuple(TimedColumn(place, *timed[1:]) for place, timed in stated if timed)
    pairs = {(column.time, column.value) for column in columns}
    if len(columns) < few or len(kinds) != 1 or len(pairs) < len(columns):
        return None
    others = [place for place, timed in stated if not timed]
    totals = tuple(place for place in others if place > columns[0].place and _is_sum(titles[place]))
    labels = tuple(place for place in others if place not in totals)
    return LongPlan(kinds.pop(), labels, columns, totals) if labels else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _is_sum(title: str) -> bool:
    return any(is_total([level]) for level in title.split("_"))


def _timed(title: str, above: Sequence[str]) -> tuple[str, str, str] | None:
    """Return (kind, time, value) of a head: 令和3年_男 is (`year`, `2021`, `男`)."""
    levels = title.split("_")
    for place, level in enumerate(levels):
        if moment := _moment(_plain(level), above):
            kind, time, rest = moment
            return kind, time, "_".join(filter(None, [*levels[:place], rest, *levels[place + 1 :]]))
    return None


def _moment(text: str, above: Sequence[str]) -> tuple[str, str, str] | None:
    if _YEAR.fullmatch(text) and int(text) in YEARS:
        return "year", text, ""
    if month := _MONTH.fullmatch(text):
        return _of_month(int(month[1]), above)
    if not (match := MOMENT.match(text) or _SHORT.fullmatch(text)):
        return None
    try:
        moment = meaning(match[0])
    except NoSuchDay:
        return None
    return (moment.kind, moment.iso, text[match.end() :].strip("の・ ")) if moment else None


def _of_month(month: int, above: Sequence[str]) -> tuple[str, str, str]:
    """Return a month with the one year that stands above; without a year where none does."""
    years = set(_years(above))
    if len(years) != 1:
        return "month", f"{month}月", ""
    kind, year = years.pop()
    later = kind == "fiscal-year" and month < _APRIL
    return "yearmonth", f"{int(year) + later:04d}-{month:02d}", ""


def _years(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        for match in MOMENT.finditer(_plain(text)):
            try:
                moment = meaning(match[0])
            except NoSuchDay:
                continue
            if moment and moment.kind in ("year", "fiscal-year"):
                yield moment.kind, moment.iso
