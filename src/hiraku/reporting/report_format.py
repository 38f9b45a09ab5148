"""What a report format is: a way to show what was found; each is a file in `formats/`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from msgspec import Struct

from hiraku.problems import Report
from hiraku.registry import entry


class ReportFormat(Struct, frozen=True):
    """`write` writes a report to a stream of text, its sentences in a language (BCP 47).

    `closing` is the sentence that ends it for people, told unless they want findings alone; what
    programs read has none.
    """

    write: Callable[[Report, TextIO, str], None]
    closing: Callable[[Report, str], str] | None = None


def write_report(
    name: str, report: Report, out: TextIO, language: str, *, quiet: bool = False
) -> None:
    """Write a report in the format of a name; KeyError where there is no such format.

    A `quiet` one holds the findings and nothing else.
    """
    form = entry("hiraku.reporting.formats", ReportFormat, name)
    form.write(report, out, language)
    if form.closing and not quiet:
        out.write(form.closing(report, language) + "\n")
