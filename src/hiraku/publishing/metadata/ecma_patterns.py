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
