r"""RE2 patterns in the words of ECMA-262, which JSON Schema and CSVW speak; only where exact.

Both read letters, sets, groups and repetitions alike. `.` is written out, since the two disagree on
line ends; what only one of them knows (flags, named groups, POSIX and Unicode classes) makes the
whole pattern untranslatable, and so do `\d`, `\w` and `\s`, which are Unicode's here and
ASCII's there.
"""

from __future__ import annotations

import re

_PART = re.compile(
    r"""
    (?P<any>\.)
  | (?P<set>\[\^?(?:\\[\\\]\[.^$*+?(){}|/-]|[^\]\[\\])+\])
  | (?P<escape>\\[\\\]\[.^$*+?(){}|/])
  | (?P<group>\((?!\?)|\(\?:|\))
  | (?P<repeat>(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})\??)
  | (?P<plain>[^\[\]{}()\\*+?.])
    """,
    re.VERBOSE,
)


def from_re2(pattern: str) -> str | None:
    """Return an anchored pattern that matches the same whole texts; None where there is none."""
    parts, position = [], 0
    while position < len(pattern):
        part = _PART.match(pattern, position)
        if part is None:
            return None
        parts.append(r"[^\n]" if part["any"] else part[0])
        position = part.end()
    return f"^(?:{''.join(parts)})$"


# What an engine that goes back may be asked of a text of a thousand letters.
_MOST_LONG, _MOST_VARYING, _SHORT = 2, 8, 10


def goes_back_little(pattern: str) -> bool:
    """Tell whether an engine that goes back, as browsers have, matches any text soon.

    So it is where nothing that varies is repeated as a whole, and little varies.
    """
    groups, long, varying = [False], 0, 0
    varies = False  # whether the part just read may be of more than one form
    for part in _PART.finditer(pattern):
        text = part[0]
        if part["repeat"]:
            if varies and text[0] != "?":
                return False
            long += _may_be_long(text)
            varies = varies or _varies(text)
            varying += varies
            groups[-1] |= varies
        elif text == ")":
            varies = groups.pop() if len(groups) > 1 else False
            groups[-1] |= varies
        elif part["group"]:
            groups.append(False)
        else:
            varies = False
            groups[-1] |= text == "|"
    return long <= _MOST_LONG and varying <= _MOST_VARYING


def _may_be_long(repeat: str) -> bool:
    """Tell whether a repetition may be of more than a few."""
    if repeat[0] != "{":
        return repeat[0] in "*+"
    most = repeat.strip("{}?").rpartition(",")[2]
    return not most or int(most) > _SHORT


def _varies(repeat: str) -> bool:
    least, comma, most = repeat.strip("{}?").partition(",")
    return repeat[0] != "{" or (bool(comma) and least != most)
