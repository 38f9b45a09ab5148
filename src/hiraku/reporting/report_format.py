"""What a report format is: a way to show what was found; each is a file in `formats/`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from msgspec import Struct

from hiraku.problems import Report
from hiraku.registry import entries


class ReportFormat(Struct, frozen=True):
    """`write` writes a report to a stream of text, its sentences in a language (BCP 47)."""

    write: Callable[[Report, TextIO, str], None]


def write_report(name: str, report: Report, out: TextIO, language: str) -> None:
    """Write a report in the format of a name; KeyError where there is no such format."""
    entries("hiraku.reporting.formats", ReportFormat)[name].write(report, out, language)
