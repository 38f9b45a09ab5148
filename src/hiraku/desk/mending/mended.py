"""An official's file with all that is safe mended, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hiraku.confined.calls import Died, call
from hiraku.desk.mending.fixes import FixedFile, fixed_file
from hiraku.desk.mending.known_types import known_types
from hiraku.desk.summary import titled
from hiraku.desk.survey import LIMITS
from hiraku.errors import UsageError
from hiraku.languages import say


def mended(path: Path) -> FixedFile:
    """Open a file confined and mend it; raise `UsageError` where that is not sure."""
    try:
        fixed = call(LIMITS, fixed_file, path, known_types(path))
    except Died as died:
        raise UsageError("desk.too-costly" if died.costly else "desk.damaged", file=path) from None
    if fixed.unreadable:
        key = "desk.unsure" if fixed.unreadable == "unsure" else "desk.no-fix-of"
        raise UsageError(key, file=path, kind=fixed.unreadable)
    return fixed


def fix_lines(path: Path, fixed: FixedFile, language: str) -> Iterator[str]:
    """Yield what is mended, a line for each cell."""
    if not fixed.changes:
        yield say(language, "desk.nothing-to-fix", file=path)
        return
    yield say(language, "desk.fixes", file=path, n=f"{len(fixed.fixes):,}")
    if fixed.encoding:
        yield "  " + say(language, "desk.fix-encoding", encoding=fixed.encoding)
    if fixed.blank_rows:
        yield "  " + say(language, "desk.fix-blank-rows", n=f"{fixed.blank_rows:,}")
    for change in fixed.fixes:
        values = {"cell": change.cell, "before": change.before, "after": change.after}
        sentence = say(language, "desk.change", **values)
        yield f"  {sentence} [{titled(change.rule, language)}]"
