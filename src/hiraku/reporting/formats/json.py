"""For programs: one JSON object. Ids are language-neutral, sentences in the language asked for."""

from __future__ import annotations

from typing import TextIO

from hiraku.problems import Report
from hiraku.reporting.json_report import as_json
from hiraku.reporting.report_format import ReportFormat
from hiraku.visible import json_text, utf8


def _write(report: Report, out: TextIO, language: str) -> None:
    utf8(out).write(json_text(as_json(report, language)))


report_format = ReportFormat(_write)
