"""Code Quality of GitLab: a JSON array of issues, each with a fingerprint that stays.

<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, TextIO

from hiraku.explanations import told
from hiraku.problems import Problem, Report, Severity
from hiraku.reporting.report_format import ReportFormat
from hiraku.visible import json_text, utf8

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def _write(report: Report, out: TextIO, language: str) -> None:
    utf8(out).write(json_text([_issue(problem, language) for problem in report.problems]))


def _issue(problem: Problem, language: str) -> dict[str, Any]:
    place = problem.examples[0].place if problem.examples else problem.place
    number = place.line or place.row or 1
    return {
        "description": told(problem, "found", language),
        "check_name": problem.id,
        "fingerprint": _fingerprint(problem),
        "severity": _SEVERITIES[problem.severity],
        "location": {"path": place.file, "lines": {"begin": number}},
    }


def _fingerprint(problem: Problem) -> str:
    place = problem.place
    same = [problem.id, place.file, place.field, place.key, place.row, place.line, problem.hint]
    return hashlib.sha256(json.dumps(same).encode()).hexdigest()


report_format = ReportFormat(_write)
