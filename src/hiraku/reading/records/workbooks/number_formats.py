"""Which formats show a number as a day or a time, and which numbers are then none.

Office Open XML, ISO/IEC 29500-1, 18.8.30 and 18.17.4.1: serials count from 1900 or 1904. The
reader of workbooks takes a negative one for a time, and 29 February 1900, which never was, for
the 28th.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

# 18.8.30; 27 to 36 and 50 to 58 are days in the calendars of East Asia.
_BUILT_IN = {
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)), "d"),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 47), "h"),
}
# What a format code holds beside its letters: texts, one escaped sign, colours and conditions, the
# name of no format at all, and powers of ten.
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|general|e[+-]')
_PASSED = re.compile(r"\[(?:h+|m+|s+)\]")
_PART = re.compile("[dyhmse]")
_NEVER_WAS = 60


def shows_day(form: int, own: Mapping[int, str]) -> bool | None:
    """Tell whether a format shows a number as a day, or as a time; None where as neither.

    `own` are the codes of the workbook by number. A time that has passed (`[h]:mm`) may be of any
    length, and below nothing.
    """
    code = _parts(own.get(form, _BUILT_IN.get(form, "")))
    return bool(re.search("[dy]|^m+$", code)) if code else None


def is_no_moment(number: float, *, day: bool | None, from_1904: bool) -> bool:
    """Tell whether a number that is shown as a day or a time is none."""
    never = bool(day) and not from_1904 and _NEVER_WAS <= number < _NEVER_WAS + 1
    return day is not None and (never or not 0 <= number < math.inf)


def _parts(code: str) -> str:
    """Return the letters of a format that stand for parts of a moment; none of a time passed."""
    bare = _ASIDE.sub("", code.lower().partition(";")[0])
    return "" if _PASSED.search(bare) else "".join(_PART.findall(bare))
