"""What a wrong cell looks like, so that the cure can fit it: 和暦, 桁区切り, △, ％, units …"""

from __future__ import annotations

import json
import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hiraku.checking.cells.pattern_words import in_words
from hiraku.checking.types.comparison import BOUNDS
from hiraku.checking.types.field_type import FieldType, type_of
from hiraku.checking.types.json_values.json_schema import objection
from hiraku.model import Field
from hiraku.spelling import nearest

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERAS |= {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
# The first and the last day of each era, by the year before its first.
_ERA_DAYS = {
    1867: ("1868-01-25", "1912-07-30"),
    1911: ("1912-07-30", "1926-12-25"),
    1925: ("1926-12-25", "1989-01-07"),
    1988: ("1989-01-08", "2019-04-30"),
    2018: ("2019-05-01", "9999-12-31"),
}
# Before 1873 (明治6年) a month was one of the moon: its days are others than those of today.
_SOLAR = 1873
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_OF_EXCEL = re.compile(rf"(?i)[0-9]{{1,2}}-({_MONTHS})(-[0-9]{{2,4}})?|({_MONTHS})-[0-9]{{2,4}}")
_ERA = re.compile(
    r"(明治|大正|昭和|平成|令和|[MTSHR])\s*([0-9]{1,2}|元)[年./](?:\s*([0-9]{1,2})[月./](?:\s*([0-9]{1,2})日?)?)?"
)
_WESTERN = re.compile(r"([0-9]{4})[年/.](?:([0-9]{1,2})[月/.]?(?:([0-9]{1,2})日?)?)?")
_FISCAL = re.compile(
    r"(?:(?:明治|大正|昭和|平成|令和|[MTSHR])\s*(?:[0-9]{1,2}|元)|[0-9]{4})年度末?"
)
_MONTH_END = re.compile(r"(.*月)末日?")
_ISO = re.compile(r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?")
_NEGATIVE = re.compile(r"[△▲]\s*([0-9][0-9,]*(?:\.[0-9]+)?)|\(([0-9][0-9,]*(?:\.[0-9]+)?)\)")
_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_NUMBER = r"-?[0-9]+(\.[0-9]+)?"
_UNIT = re.compile(rf"({_NUMBER})\s*([^\d\s.,%-][^\d]*)")
_FAILED = re.compile(r"#(REF|N/A|DIV/0|VALUE|NAME|NUM|NULL|SPILL|CALC)[!?]?|Err:[0-9]{3}")
_PERCENT = re.compile(rf"{_NUMBER}\s*%")
_EXPONENT = re.compile(r"-?[0-9]\.[0-9]+[eE]\+?[0-9]+")
_BETWEEN = re.compile(r"[+-]?[0-9]*\.[0-9]*[1-9][0-9]*")
_DECIMAL = re.compile(r"-?[0-9]+\.0+")
_PLAIN = re.compile(_NUMBER)
_OF_DIGITS = re.compile(r"\^?(?:\[0-9\]|\\d)\{([0-9]+)\}\$?")
_DIGIT = re.compile(r"\d")
_SERIAL = re.compile(r"[1-6][0-9]{4}")
_EXCEL_BEGINS = date(1899, 12, 30)
_MULTIPLIERS = {"千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}
_COUNTED = re.compile(
    r"(?P<about>約|およそ|おおよそ|概ね|ほぼ)?\s*"
    r"(?P<number>-?(?:[0-9][0-9,]*+(?:\.[0-9]++)?[千万億兆]*+)++)\s*(?P<unit>[^\d\s.,%-][^\d]*?)??"
    r"(?P<more>程度|以上|以下|未満|超|余り?|強|弱|前後)?"
)
# Of a longer list only so many members are told.
_LISTED = 100
_DASHES = set("-－―‐–—ー−")

Hint = tuple[str | None, dict[str, Any]]


def type_hint(text: str, field: Field) -> Hint:
    """Return the hint and its values for a cell that is not of its field's type."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain and set(text.strip()) <= _DASHES:
        return "dash", {}
    if _FAILED.fullmatch(plain):
        return "spreadsheet-error", {}
    if field.format not in {"default", "any"}:
        return "format", {"format": field.format, "proposal": ""}
    return _of_kind(text, plain, type_of(field)) or (None, {})


def _of_kind(text: str, plain: str, kind: FieldType) -> Hint | None:
    """Return what a cell of numbers or dates is instead."""
    if not (kind.numeric or kind.date_parts):
        return None
    if _OF_EXCEL.fullmatch(plain):
        return "excel-date", {}
    hint = _dated(plain, kind.date_parts) if kind.date_parts else _date_for_number(plain)
    hint = hint or (_numeric(plain, kind) if kind.numeric else None)
    hint = hint or (_full_width(text, plain) if kind.numeric else None)
    if hint and kind.quantity and kind.json_kind == "integer":
        hint = _fraction(hint)
    wordless = plain and not _DIGIT.search(plain)
    return hint or (("symbol", {}) if wordless else None)


def constraint_hint(constraint: str, text: str, field: Field, *, near: bool = True) -> Hint:
    """Return the constraint as hint, or what lies behind it, and what was wanted.

    Where `near`, the member of an `enum` is sought that the text is like.
    """
    wanted = field.constraints.get(constraint)
    said = in_words(str(wanted)) if constraint == "pattern" else _words(wanted)
    values: dict[str, Any] = {"constraint": constraint, "wanted": said, "nearest": ""}
    if constraint in {"pattern", "minLength"} and (padded := _padded(text, field)):
        return "lost-leading-zero", {**values, "proposal": padded}
    if constraint in {"pattern", "enum"} and (hint := _of_spreadsheet(text)):
        return hint, values
    if constraint in BOUNDS and (hint := type_of(field).bound_hint):
        return hint, values
    if constraint == "jsonSchema":
        return constraint, {**values, "objection": objection(wanted, json.loads(text))}
    if constraint == "enum" and near:
        member = nearest(text, [str(member) for member in wanted or ()], 0.5)
        if member:
            return "enum-near", {**values, "nearest": member}
    return constraint, values


def _of_spreadsheet(text: str) -> str | None:
    """Tell a code that a spreadsheet took for a number or a date when it was opened."""
    if _EXPONENT.fullmatch(text):
        return "exponent"
    return "excel-date" if _OF_EXCEL.fullmatch(text) else None


def _words(wanted: Any) -> str | tuple[str, ...]:
    """Return what is wanted; of a list the first members, which each language lists in its way."""
    if not isinstance(wanted, list):
        return str(wanted)
    rest = ["…"] if len(wanted) > _LISTED else []
    return *map(str, wanted[:_LISTED]), *rest


def code_length(field: Field) -> int | None:
    """Return how many digits a code has; None where its pattern asks for anything else."""
    length = _OF_DIGITS.fullmatch(str(field.constraints.get("pattern", "")))
    return int(length[1]) if length else None


def _padded(text: str, field: Field) -> str:
    """Return the code with the leading zero that Excel took; empty where none was lost."""
    length = code_length(field)
    if not (length and re.fullmatch("[0-9]+", text) and len(text) < length):
        return ""
    most_is_there = len(text) * 2 >= length  # of 123 nobody knows what 14 digits it was
    return text.zfill(length) if most_is_there else ""


def _dated(plain: str, parts: int) -> Hint | None:
    if in_words := _in_words(plain, parts):
        return in_words
    if era := _ERA.fullmatch(plain):
        return _of_era(era, parts)
    if western := _WESTERN.fullmatch(plain):
        return _proposed("slash-date", int(western[1]), western[2], western[3], parts)
    if _SERIAL.fullmatch(plain) and parts > 1:
        day = (_EXCEL_BEGINS + timedelta(days=int(plain))).isoformat()
        return "excel-serial", {"proposal": "-".join(day.split("-")[:parts])}
    return _of_iso(plain, parts) if _ISO.fullmatch(plain) else None


def _of_era(era: re.Match[str], parts: int) -> Hint:
    year = _ERAS[era[1]] + (1 if era[2] == "元" else int(era[2]))
    if era[3] and year < _SOLAR:
        return None, {}
    if _outside_era(era[1], year, era[3], era[4]):
        return "impossible-date", {}
    return _proposed("japanese-era", year, era[3], era[4], parts)


def _date_for_number(plain: str) -> Hint | None:
    """Tell a date in a column of numbers; 2022.5 is none."""
    if not re.search("[年月日/.].*[0-9年度末日]|年", plain) or _PLAIN.fullmatch(plain):
        return None
    hint, values = _dated(plain, 3) or (None, {})
    if hint in {None, "fiscal-year", "impossible-date"}:
        return (hint, values) if hint else None
    return "date", {"day": values["proposal"]}


def _of_iso(plain: str, parts: int) -> Hint | None:
    """Tell a day that does not exist, and one that is finer than the type."""
    stated = [int(part) for part in plain.split("-")]
    try:
        date(*[*stated, 1][:3])
    except ValueError:
        return "impossible-date", {}
    if len(stated) > parts:
        return "precision", {"proposal": "-".join(plain.split("-")[:parts])}
    return None


def _in_words(plain: str, parts: int) -> Hint | None:
    """Read 令和4年度 and 令和4年8月末."""
    if _FISCAL.fullmatch(plain):
        return "fiscal-year", {}
    month = _MONTH_END.fullmatch(plain)
    return _month_end(_dated(month[1], min(parts, 2)), parts) if month else None


def _month_end(month: Hint | None, parts: int) -> Hint | None:
    """Return the last day of the month that a hint proposes."""
    if not month or "proposal" not in month[1]:
        return month
    proposal = month[1]["proposal"]
    if parts > 2:  # noqa: PLR2004 - year, month and day
        proposal += f"-{monthrange(*map(int, proposal.split('-')))[1]}"
    return "month-end", {"proposal": proposal}


def _outside_era(era: str, year: int, month: str | None, day: str | None) -> bool:
    """Tell whether a day is one of another era: 平成31年5月1日 was never."""
    if not (month and day):
        return False
    first, last = _ERA_DAYS[_ERAS[era]]
    return not first <= f"{year:04d}-{int(month):02d}-{int(day):02d}" <= last


def _proposed(hint: str, year: int, month: str | None, day: str | None, wanted: int) -> Hint:
    """Return the hint with the ISO form as far as the cell and the type go."""
    parts = [year, *(int(number) for number in (month, day) if number)]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return "impossible-date", {}
    shown = [f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])]
    return hint, {"proposal": "-".join(shown[:wanted])}


def _numeric(plain: str, kind: FieldType) -> Hint | None:
    if negative := _NEGATIVE.fullmatch(plain):
        hint = "bracket-minus" if negative[2] else "triangle-minus"
        return hint, {"proposal": "-" + (negative[1] or negative[2]).replace(",", "")}
    if _GROUPED.fullmatch(plain):
        return "grouped-number", {"proposal": plain.replace(",", "")}
    if _PERCENT.fullmatch(plain):
        return "percent", {"proposal": plain.rstrip("%").strip()}
    whole = kind.quantity and kind.json_kind == "integer"
    if whole and _EXPONENT.fullmatch(plain):
        return "exponent", {}
    if whole and _DECIMAL.fullmatch(plain):
        return "decimal-integer", {"proposal": plain.partition(".")[0]}
    return _counted(plain) or _with_unit(plain)


def _fraction(hint: Hint) -> Hint:
    """Tell a number between two integers as such: no way of writing it makes it one."""
    proposal = str(hint[1].get("proposal", ""))
    return ("fraction", {"proposal": proposal}) if _BETWEEN.fullmatch(proposal) else hint


def _full_width(text: str, plain: str) -> Hint | None:
    """Read ８１．２ and −5: digits and signs that only look like those of a number."""
    digits = plain.replace("\u2212", "-")
    if digits == text or not _PLAIN.fullmatch(digits):
        return None
    return "full-width", {"proposal": digits}


def _with_unit(plain: str) -> Hint | None:
    unit = _UNIT.fullmatch(plain.replace(",", ""))
    return ("unit-suffix", {"proposal": unit[1], "unit": unit[3].strip()}) if unit else None


def _counted(plain: str) -> Hint | None:
    """Read 約5万 and 1億2000万人: words that a number does not hold, and what it amounts to."""
    match = _COUNTED.fullmatch(plain)
    if not match or not (match["about"] or match["more"] or set(match["number"]) & {*_MULTIPLIERS}):
        return None
    hint = "approximate" if match["about"] or match["more"] else "kanji-number"
    return hint, {"proposal": _amount(match["number"])}


def _amount(text: str) -> str:
    total = Decimal(0)
    for number, multipliers in re.findall(r"([0-9.]+)([千万億兆]*)", text.replace(",", "")):
        value = Decimal(number)
        for multiplier in multipliers:
            value *= _MULTIPLIERS[multiplier]
        total += value
    whole, _, fraction = f"{total:f}".partition(".")
    sign = "-" if text.startswith("-") else ""
    return sign + (f"{whole}.{fraction.rstrip('0')}" if fraction.rstrip("0") else whole)
