"""Colour for terminals: where it is shown, and how grave a finding is.

`NO_COLOR` (<https://no-color.org/>) goes before `FORCE_COLOR`, as in Python's own messages.
"""

from __future__ import annotations

import os
from typing import TextIO

from hiraku.problems import Severity

_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m"}
_PLAIN = "\x1b[0m"


def coloured(out: TextIO) -> bool:
    """Tell whether what is written to a stream is to have colours."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return out.isatty() and os.environ.get("TERM") != "dumb"


def painted(text: str, severity: Severity) -> str:
    """Return a text in the colour of how grave it is."""
    return f"{_COLOURS[severity]}{text}{_PLAIN}"
