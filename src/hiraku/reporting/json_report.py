"""A report as JSON values, which is published as `report.json`, too."""

from __future__ import annotations

from typing import Any

from hiraku import __version__
from hiraku.explanations import told
from hiraku.problems import Example, Place, Problem, Report


def as_json(report: Report, language: str) -> dict[str, Any]:
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
        "problems": [_problem(problem, language) for problem in report.problems],
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
        "examples": [_example(example) for example in problem.examples],
    }


def _example(example: Example) -> dict[str, Any]:
    proposed = {"proposal": example.proposal} if example.proposal else {}
    return {**_place(example.place), "cell": example.cell, **proposed}


def _place(place: Place) -> dict[str, Any]:
    stated = {
        "file": place.file,
        "row": place.row,
        "line": place.line,
        "column": place.letter,
        "field": place.field,
        "title": place.title,
        "key": place.key,
        **({"sheet": place.sheet, "cells": place.cells} if place.cells else {}),
    }
    return {key: value for key, value in stated.items() if value is not None}
