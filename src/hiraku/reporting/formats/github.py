"""Annotations at file and line (workflow commands of GitHub Actions); no text is a command.

<https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>
"""

from __future__ import annotations

from typing import TextIO

from hiraku.explanations import explanation, told
from hiraku.problems import Problem, Report
from hiraku.reporting.report_format import ReportFormat
from hiraku.visible import line


def _write(report: Report, out: TextIO, language: str) -> None:
    out.writelines(_annotation(problem, language) + "\n" for problem in report.problems)


def _annotation(problem: Problem, language: str) -> str:
    place = problem.examples[0].place if problem.examples else problem.place
    title = f"{problem.id}: {explanation(problem.id, language).title}"
    message = "\n".join(line(told(problem, part, language)) for part in ("found", "cure"))
    number = place.line or place.row or 1
    where = f"file={_property(place.file)},line={number},title={_property(title)}"
    return f"::{problem.severity} {where}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(line(text)).replace(":", "%3A").replace(",", "%2C")


report_format = ReportFormat(_write)
