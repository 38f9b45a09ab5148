"""For programs: one JSON object. Ids are language-neutral, sentences in the language asked for."""

from __future__ import annotations

import json
import re
from typing import TextIO

from hiraku.problems import Report
from hiraku.reporting.json_report import as_json
from hiraku.reporting.report_format import ReportFormat

# Controls of the second set, marks of direction, what has no width, and ends of lines: outside of
# strings JSON has none of them, and inside it may write them by their numbers (RFC 8259, 7).
_UNSEEN = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)


def _write(report: Report, out: TextIO, language: str) -> None:
    text = json.dumps(as_json(report, language), ensure_ascii=False, indent=2)
    out.write(_UNSEEN.sub(_escaped, text) + "\n")


def _escaped(found: re.Match[str]) -> str:
    """Return a character that a terminal would obey in the other form that JSON has for it."""
    return json.dumps(found[0])[1:-1]


report_format = ReportFormat(_write)
