"""From what the command was given to its report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hiraku.changes.compare.comparison import compare
from hiraku.changes.compare.report import ChangeReport
from hiraku.changes.compare.sides import open_sides
from hiraku.own_folders import scratch


def run(what: Sequence[str], start: Path, profile: str, schema: Path | None) -> ChangeReport:
    """Compare what the arguments name; raise `HirakuError` where that cannot be done."""
    with (
        open_sides(what, start, schema) as sides,
        scratch("hiraku-past-") as past,
    ):
        return compare(sides, profile, past)
