"""For programs: one JSON object. Ids are language-neutral, sentences in the language asked for."""

from __future__ import annotations

import json
from typing import TextIO

from hiraku.problems import Report
from hiraku.reporting.json_report import as_json
from hiraku.reporting.report_format import ReportFormat


def _write(report: Report, out: TextIO, language: str) -> None:
    json.dump(as_json(report, language), out, ensure_ascii=False, indent=2)
    out.write("\n")


report_format = ReportFormat(_write)
