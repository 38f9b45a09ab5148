"""SARIF 2.1.0 (OASIS), which code scanning and editors read.

<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>
"""

from __future__ import annotations

from typing import Any, TextIO
from urllib.parse import quote

from hiraku import __version__
from hiraku.explanations import explanation, told
from hiraku.problems import Problem, Report
from hiraku.reporting.report_format import ReportFormat
from hiraku.visible import json_text, utf8


def _write(report: Report, out: TextIO, language: str) -> None:
    rules = sorted({problem.id for problem in report.problems})
    driver = {
        "name": "hiraku",
        "version": __version__,
        "rules": [_rule(rule, language) for rule in rules],
    }
    results = [_result(problem, rules, language) for problem in report.problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    utf8(out).write(json_text({"version": "2.1.0", "runs": [run]}))


def _rule(identifier: str, language: str) -> dict[str, Any]:
    explained = explanation(identifier, language)
    return {
        "id": identifier,
        "shortDescription": {"text": explained.title},
        "help": {"text": explained.readable("cure")},
    }


def _result(problem: Problem, rules: list[str], language: str) -> dict[str, Any]:
    place = problem.examples[0].place if problem.examples else problem.place
    number = place.line or place.row or 1
    text = f"{told(problem, 'found', language)}\n{told(problem, 'cure', language)}"
    location = {
        "artifactLocation": {"uri": quote(place.file, errors="backslashreplace")},
        "region": {"startLine": number},
    }
    return {
        "ruleId": problem.id,
        "ruleIndex": rules.index(problem.id),
        "level": str(problem.severity),
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
        "occurrenceCount": problem.total,
    }


report_format = ReportFormat(_write)
