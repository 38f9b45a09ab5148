"""Which findings of a report are wanted: `--select` and `--ignore`."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from hiraku.errors import UsageError
from hiraku.explanations import identifiers
from hiraku.problems import Report
from hiraku.spelling import nearest


def findings_named(texts: Iterable[str]) -> frozenset[str]:
    """Return the ids in `a,b` and `c`; raise `UsageError` where there is no such finding."""
    named = [part.strip() for text in texts for part in text.split(",") if part.strip()]
    for identifier in named:
        if identifier not in identifiers():
            near = nearest(identifier, identifiers())
            key = "stops.no-finding-but-near" if near else "stops.no-finding"
            raise UsageError(key, rule=identifier, nearest=near)
    return frozenset(named)


def chosen(report: Report, select: Collection[str], ignore: Collection[str]) -> Report:
    """Return a report with the findings of `select`, all where it is empty, but for `ignore`."""
    problems = tuple(
        problem
        for problem in report.problems
        if (not select or problem.id in select) and problem.id not in ignore
    )
    parts = {key: chosen(part, select, ignore) for key, part in report.parts.items()}
    return replace(report, problems=problems, parts=parts)
