"""Markdown, for the summary of a workflow or a comment: each finding as a row of a table.

Whatever stands in the data is text: nothing in it can be a link, an image, a mention or HTML.
"""

from __future__ import annotations

from typing import TextIO

from hiraku.explanations import told
from hiraku.languages import say
from hiraku.markdown_text import as_code, escaped
from hiraku.problems import Problem, Report
from hiraku.reporting.counted import verdict
from hiraku.reporting.other_cells import proposals
from hiraku.reporting.placed import placed
from hiraku.reporting.report_format import ReportFormat

_MOST = 200
_HEADS = ("severity", "place", "found", "cure")


def _write(report: Report, out: TextIO, language: str) -> None:
    out.write(f"**{escaped(verdict(report, language))}**\n")
    if not report.problems:
        return
    heads = " | ".join(say(language, f"reports.{head}") for head in _HEADS)
    out.write(f"\n| {heads} |\n|---|---|---|---|\n")
    out.writelines(_row(problem, language) for problem in report.problems[:_MOST])
    if (rest := len(report.problems) - _MOST) > 0:
        out.write("\n" + say(language, "reports.not-shown", n=f"{rest:,}") + "\n")


def _row(problem: Problem, language: str) -> str:
    place = problem.examples[0].place if problem.examples else problem.place
    where = escaped(placed(place, language))
    grave = say(language, f"reports.{problem.severity}")
    times = f" ({problem.total:,})" if problem.total > 1 else ""
    finding, cure = (escaped(told(problem, part, language)) for part in ("found", "cure"))
    cures = "<br>".join([cure, *map(escaped, proposals(problem, language))])
    return f"| {grave} `{as_code(problem.id)}` | {where} | {finding}{times} | {cures} |\n"


report_format = ReportFormat(_write)
