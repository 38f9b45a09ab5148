"""Which numbers of a workbook are shown as dates, and which of them are no day at all.

Office Open XML, ISO/IEC 29500-1, 18.3.1.4 (`c`) and 18.8.10 (`cellXfs`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from hiraku.reading.records.workbooks.number_formats import is_no_moment, shows_day

_MAIN = "{*}"
_NUMBER = re.compile(
    rb'<(?:\w+:)?c\s(?![^>]*\bt="(?:s|str|e|b|d|inlineStr)")(?=[^>]*\bs="([0-9]+)")'
    rb'[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>'
    rb"(?:\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>))?"
    rb"\s*<(?:\w+:)?v>(-[0-9.]+(?:[Ee][-+]?[0-9]+)?|60(?:\.[0-9]+)?)<"
)


def date_styles(styles: Element) -> dict[int, bool]:
    """Return the cell formats that show a number as a date or a time; true where a day is shown."""
    own = {
        int(form.get("numFmtId", "0")): form.get("formatCode", "")
        for form in styles.findall(f".//{_MAIN}numFmt")
    }
    formats = styles.find(f"{_MAIN}cellXfs")
    shown = [int(style.get("numFmtId", "0")) for style in (formats if formats is not None else ())]
    days = {at: shows_day(form, own) for at, form in enumerate(shown)}
    return {at: day for at, day in days.items() if day is not None}


def counts_from_1904(workbook: Element) -> bool:
    properties = workbook.find(f"{_MAIN}workbookPr")
    stated = properties.get("date1904", "0") if properties is not None else "0"
    return stated in {"1", "true"}


def no_days(
    piece: bytes, dates: Mapping[int, bool], *, from_1904: bool
) -> Iterator[tuple[bytes, bytes, str]]:
    """Yield letters and row of each cell that is shown as a date and is none, with its number."""
    for style, letters, row, number in _NUMBER.findall(piece):
        text = number.decode()
        if is_no_moment(float(text), day=dates.get(int(style)), from_1904=from_1904):
            yield letters, row, text
