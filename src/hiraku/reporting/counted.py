"""What was looked at and how it came out, in a sentence or two."""

from __future__ import annotations

from hiraku.languages import say
from hiraku.problems import Report

_COUNTED = ("datasets", "rows", "cells")


def verdict(report: Report, language: str) -> str:
    """Return how much was checked, and how many errors and warnings there are."""
    numbers = {key: f"{getattr(report.counts, key):,}" for key in _COUNTED}
    words = {key: say(language, f"reports.{key}", n=number) for key, number in numbers.items()}
    checked = say(language, "reports.checked", **words)
    if not report.problems:
        return checked + say(language, "reports.fine")
    counts = {"errors": f"{report.errors:,}", "warnings": f"{report.warnings:,}"}
    return checked + say(language, "reports.verdict", **counts)
