"""The steward's own file as a workbook, with what is wrong coloured and said at its cell."""

from __future__ import annotations

from pathlib import Path

from hiraku.confined.calls import Died, call
from hiraku.confined.limits import MEGABYTE, Limits
from hiraku.errors import UsageError
from hiraku.problems import Report
from hiraku.reporting.painting.marks import front, marks
from hiraku.reporting.painting.painted_book import painted_file

FORM = "xlsx"
LIMITS = Limits(memory=768 * MEGABYTE, seconds=120, output=256 * MEGABYTE)


def paint(report: Report, path: Path, language: str) -> bytes:
    """Return the painted workbook of a file; raise `UsageError` where it holds no table.

    The file is opened confined. What the report says of other files stands on the first sheet.
    """
    own = tuple(marks(report, path, language))
    try:
        return call(LIMITS, painted_file, path, own, front(report, language))
    except Died as died:
        key = "stops.not-painted-costly" if died.costly else "stops.not-painted"
        raise UsageError(key, file=path) from None
