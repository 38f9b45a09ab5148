"""What a date, a month or a year means as Japanese officials write it.

Every day from 明治6年1月1日 (1873-01-01, when the calendar became Gregorian) converts; before it
only the year is certain. An era's first and last days are held: 平成31年5月1日 is no day.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date
from functools import lru_cache

from msgspec import Struct


class Era(Struct, frozen=True):
    """`before` is the year before its first one; both days belong to it."""

    name: str
    letter: str
    before: int
    first: date
    last: date


# 1912-07-30 and 1926-12-25 carry both eras in papers of the day.
ERAS = (
    Era("明治", "M", 1867, date(1868, 1, 25), date(1912, 7, 30)),
    Era("大正", "T", 1911, date(1912, 7, 30), date(1926, 12, 25)),
    Era("昭和", "S", 1925, date(1926, 12, 25), date(1989, 1, 7)),
    Era("平成", "H", 1988, date(1989, 1, 8), date(2019, 4, 30)),
    Era("令和", "R", 2018, date(2019, 5, 1), date.max),
)
_GREGORIAN = date(1873, 1, 1)
YEARS = range(1850, 2151)
KEPT = 4096  # days of ten years: a column holds the same ones again and again
_BY_NAME = {name: era for era in ERAS for name in (era.name, era.letter, era.name[0])}

_YEAR = r"(?P<year>[0-9]{1,4}|元)"
_DAY = r"(?:(?P<day>[0-9]{1,2})日?|(?P<end>末日?))?"
_MONTH = rf"(?P<month>[0-9]{{1,2}})(?:[月./\-]{_DAY})?"
_REST = rf"(?:[年./\-](?P<fiscal>度)?(?:{_MONTH})?)?"
_ERA = re.compile(rf"(?P<era>明治|大正|昭和|平成|令和|[MTSHR明大昭平令])\.?{_YEAR}{_REST}")
_WESTERN = re.compile(rf"(?:西暦)?(?P<era>){_YEAR}{_REST}")
# A time within a text, as titles and heads name it.
MOMENT = re.compile(
    r"(?:(?:明治|大正|昭和|平成|令和|[MTSHR])\s*)?(?:[0-9]{1,4}|元)\s*年(?:度|\s*[0-9]{1,2}\s*月(?:\s*(?:末日?|[0-9]{1,2}\s*日))?)?"
)
_NOTED = re.compile(r"^(.*?)[（(](.*)[）)]$")


class Moment(Struct, frozen=True):
    """`iso` is ISO 8601 as precise as the text: a day, a month or a year.

    `kind` is `date`, `yearmonth`, `year` or `fiscal-year`; `era` tells that the text named one.
    """

    iso: str
    kind: str
    era: bool = False


class NoSuchDay(ValueError):  # noqa: N818 - says what the text is
    """The text names a day, a month or a year that its era or the calendar does not have."""


@lru_cache(maxsize=KEPT)
def meaning(text: str) -> Moment | None:
    """Return what a text means; None where it is no such text.

    `2022年8月31日（令和4年）` may say it twice: both must agree.
    Raise `NoSuchDay` for 平成31年5月1日, 2022年2月30日 and the like.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if (noted := _NOTED.fullmatch(plain)) and (first := meaning(noted[1])):
        second = meaning(noted[2])
        if second and not first.iso.startswith(second.iso[:4]):
            raise NoSuchDay(text)
        return first
    match = _ERA.fullmatch(plain) or _WESTERN.fullmatch(plain)
    if not match or (not match["era"] and not _is_western(plain, match)):
        return None
    return _moment(text, match)


def _is_western(plain: str, match: re.Match[str]) -> bool:
    """A bare number is no year, two digits are nobody's, and 1234-5 is the number of a house."""
    named = "年" in plain or int(match["year"]) in YEARS
    return len(match["year"]) == 4 and not plain.isdigit() and named  # noqa: PLR2004


def _moment(text: str, match: re.Match[str]) -> Moment:
    era = _BY_NAME.get(match["era"]) if match["era"] else None
    stated = 1 if match["year"] == "元" else int(match["year"])
    year = stated + (era.before if era else 0)
    if stated == 0 or not 1 <= year <= 9999:  # noqa: PLR2004 - the years of ISO 8601
        raise NoSuchDay(text)
    if match["fiscal"]:
        _demand_era(text, era, date(year, 4, 1), date(year, 12, 31))
        return Moment(f"{year:04d}", "fiscal-year", bool(era))
    if match["month"] is None:
        _demand_era(text, era, date(year, 1, 1), date(year, 12, 31))
        return Moment(f"{year:04d}", "year", bool(era))
    return _of_month(text, match, era, year)


def _of_month(text: str, match: re.Match[str], era: Era | None, year: int) -> Moment:
    month = int(match["month"])
    if not 1 <= month <= 12:  # noqa: PLR2004
        raise NoSuchDay(text)
    days = calendar.monthrange(year, month)[1]
    if match["day"] is None and match["end"] is None:
        _demand_era(text, era, date(year, month, 1), date(year, month, days))
        return Moment(f"{year:04d}-{month:02d}", "yearmonth", bool(era))
    day = days if match["end"] else int(match["day"])
    if not 1 <= day <= days:
        raise NoSuchDay(text)
    stated = date(year, month, day)
    _demand_era(text, era, stated, stated)
    if era and stated < _GREGORIAN:
        return Moment(f"{year:04d}", "year", era=True)
    return Moment(stated.isoformat(), "date", bool(era))


def _demand_era(text: str, era: Era | None, first: date, last: date) -> None:
    """Hold that the span from the first to the last day touches the era."""
    if era and (last < era.first or first > era.last):
        raise NoSuchDay(text)
