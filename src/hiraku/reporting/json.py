"""For programs: one JSON object. Ids are language-neutral, sentences in the language asked for."""

from __future__ import annotations

import json
import re
from typing import Any, TextIO

from hiraku import __version__
from hiraku.explanations import told
from hiraku.problems import Example, Place, Problem, Report

# Controls of the second set, marks of direction, what has no width, and ends of lines: outside of
# strings JSON has none of them, and inside it may write them by their numbers (RFC 8259, 7).
_UNSEEN = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)


def write(report: Report, out: TextIO, language: str = "ja") -> None:
    told = json.dumps(as_json(report, language), ensure_ascii=False, indent=2)
    out.write(_UNSEEN.sub(_escaped, told) + "\n")


def _escaped(found: re.Match[str]) -> str:
    """Return a character that a terminal would obey in the other form that JSON has for it."""
    return json.dumps(found[0])[1:-1]


def as_json(report: Report, language: str = "ja") -> dict[str, Any]:
    """Return the report as JSON values; `valid` is true where there is no error."""
    counts = report.counts
    return {
        "hiraku": __version__,
        "valid": report.ok,
        "errors": report.errors,
        "warnings": report.warnings,
        "checked": {
            "datasets": counts.datasets,
            "resources": counts.resources,
            "rows": counts.rows,
            "cells": counts.cells,
        },
        "problems": [_problem(each, language) for each in report.problems],
    }


def _problem(problem: Problem, language: str) -> dict[str, Any]:
    return {
        "id": problem.id,
        "severity": str(problem.severity),
        "hint": problem.hint,
        "found": told(problem, "found", language),
        "cure": told(problem, "cure", language),
        "total": problem.total,
        "place": _place(problem.place),
        "examples": [_example(each) for each in problem.examples],
    }


def _example(example: Example) -> dict[str, Any]:
    return {**_place(example.place), "cell": example.cell}


def _place(place: Place) -> dict[str, Any]:
    found = {
        "file": place.file,
        "row": place.row,
        "line": place.line,
        "column": place.letter,
        "field": place.field,
        "title": place.title,
        "key": place.key,
    }
    return {key: value for key, value in found.items() if value is not None}
