"""One line for each finding, `file:row: severity [id] sentence`, as compilers and linters write."""

from __future__ import annotations

from typing import TextIO

from hiraku.explanations import told
from hiraku.problems import Problem, Report
from hiraku.reporting.colour import coloured, painted
from hiraku.reporting.report_format import ReportFormat
from hiraku.visible import line


def _write(report: Report, out: TextIO, language: str) -> None:
    colours = coloured(out)
    for problem in report.problems:
        told_of = line(_told(problem, language))
        out.write((painted(told_of, problem.severity) if colours else told_of) + "\n")


def _told(problem: Problem, language: str) -> str:
    place = problem.examples[0].place if problem.examples else problem.place
    number = place.line or place.row
    where = f"{place.file}:{number}" if number else place.file
    times = f" ({problem.total:,})" if problem.total > 1 else ""
    finding = told(problem, "found", language)
    return f"{where}: {problem.severity} [{problem.id}] {finding}{times}"


report_format = ReportFormat(_write)
