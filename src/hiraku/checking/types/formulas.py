"""Texts that a spreadsheet runs when it opens a CSV: as SQL for cells, and for one text.

What begins with `=`, `@`, a tab or a full-width `＝` is run as a formula, and so is what begins
with `+` or `-` and is neither a number nor a telephone number (OWASP, "CSV Injection").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_ALWAYS = "=@\t\r＝"
_SIGNS = "+-"
# A number with separators, a unit of percent or an exponent; a telephone number; signs alone.
_HARMLESS = r"[+-]+|[+-][ (]?[0-9][0-9 ().,/:-]*([eE][+-]?[0-9]+)?[ ]?[%％]?"
_harmless = re.compile(_HARMLESS).fullmatch


def runs(cell: str) -> str:
    """Return where the text of an SQL expression would be run."""
    always = ", ".join(str(ord(sign)) for sign in _ALWAYS)
    signs = ", ".join(str(ord(sign)) for sign in _SIGNS)
    first = f"unicode({cell})"
    return (
        f"({first} IN ({always}) OR ({first} IN ({signs})"
        f" AND NOT regexp_full_match({cell}, '{_HARMLESS}')))"
    )


def is_run(text: str) -> bool:
    """Tell whether one text would be run."""
    if not text:
        return False
    return text[0] in _ALWAYS or (text[0] in _SIGNS and not _harmless(text))


def inert(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of our own lists that no spreadsheet runs: such a text behind an apostrophe."""
    return {
        key: f"'{value}" if isinstance(value, str) and is_run(value) else value
        for key, value in row.items()
    }


def quoted(text: str) -> str:
    """Return a text that no spreadsheet runs, which `unquoted` gives back as it was."""
    return f"'{text}" if is_run(text.lstrip("'")) else text


def unquoted(text: str) -> str:
    """Return the text that `quoted` was given."""
    return text[1:] if text.startswith("'") and is_run(text.lstrip("'")) else text
