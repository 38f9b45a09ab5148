"""Which numbers of a workbook are shown as dates, and which of them are no day at all.

Office Open XML, ISO/IEC 29500-1, 18.17.4.1: serials count from 1900 or 1904. The reader of
workbooks takes a negative one for a time, and 29 February 1900, which never was, for the 28th.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

_MAIN = "{*}"
# 18.8.30; 27 to 36 and 50 to 58 are days in the calendars of East Asia.
_BUILT_IN = {
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)), "d"),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 47), "h"),
}
# What a format code holds beside its letters: texts, one escaped sign, colours and conditions.
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_PASSED = re.compile(r"\[(?:h+|m+|s+)\]")
_PART = re.compile("[dyhmse]")
_NEVER_WAS = 60
_NUMBER = re.compile(
    rb'<(?:\w+:)?c\s(?![^>]*\bt="(?:s|str|e|b|d|inlineStr)")(?=[^>]*\bs="([0-9]+)")'
    rb'[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>'
    rb"(?:\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>))?"
    rb"\s*<(?:\w+:)?v>(-[0-9.]+(?:[Ee][-+]?[0-9]+)?|60(?:\.[0-9]+)?)<"
)


def date_styles(styles: Element) -> dict[int, bool]:
    """Return the cell formats that show a number as a date or a time; true where a day is shown.

    A time that has passed (`[h]:mm`) may be of any length, and below nothing.
    """
    own = {
        int(form.get("numFmtId", "0")): form.get("formatCode", "")
        for form in styles.findall(f".//{_MAIN}numFmt")
    }
    formats = styles.find(f"{_MAIN}cellXfs")
    shown = [int(style.get("numFmtId", "0")) for style in (formats if formats is not None else ())]
    parts = {at: _parts(own.get(form, _BUILT_IN.get(form, ""))) for at, form in enumerate(shown)}
    return {at: bool(re.search("[dy]|^m+$", code)) for at, code in parts.items() if code}


def _parts(code: str) -> str:
    """Return the letters of a format that stand for parts of a moment; none of a time passed."""
    bare = _ASIDE.sub("", code.lower().partition(";")[0])
    return "" if _PASSED.search(bare) else "".join(_PART.findall(bare))


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
        day = dates.get(int(style))
        never = not from_1904 and day and int(float(text)) == _NEVER_WAS
        if day is not None and (text.startswith("-") or never):
            yield letters, row, text
