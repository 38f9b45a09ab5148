"""What the rules of machine readability found in a file, as a report like any other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from hiraku.confined.calls import Died
from hiraku.confined.limits import MEGABYTE, Limits
from hiraku.intake.contracts import Remark, official_rules
from hiraku.intake.judging import BookJudgement, RuleRemarks
from hiraku.problems import EXAMPLES, Counts, Example, Place, Problem, Report, Severity

LIMITS = Limits()
_NEVER_READ = ("error", "never-calculated")


def reported(path: Path, judgement: BookJudgement, *, apart: bool) -> Report:
    """Return what the rules found in a file as a report.

    `apart` tells each cell that is kept (`MOST` of a kind) as a problem of its own.
    Rules of level 1 and values that cannot be read are errors, all else are warnings.
    """
    place = Place(path.name)
    if judgement.unreadable:
        return Report((_no_table(place, judgement.unreadable),))
    counts = Counts(1, judgement.sheets, rows=judgement.rows, cells=judgement.cells)
    kinds = [
        kind for remarks in judgement.kinds for kind in (_apart(remarks) if apart else (remarks,))
    ]
    problems = (*map(partial(remarks_problem, path.name), kinds), *_unjudged(place, judgement))
    return Report(problems, counts)


def _apart(told: RuleRemarks) -> Iterator[RuleRemarks]:
    """Yield each remark alone; the first counts those beyond `MOST` as well."""
    beyond = told.total - len(told.remarks)
    for number, remark in enumerate(told.remarks):
        yield replace(told, remarks=[remark], total=1 + (0 if number else beyond))


def _unjudged(place: Place, judgement: BookJudgement) -> Iterator[Problem]:
    """Yield what the format leaves unknown: a rule that was not judged is not a rule that held."""
    names = tuple(sorted({official_rules()[rule].official for rule, _ in judgement.unjudged}))
    if names:
        yield Problem("rules-not-judged", place, {"rules": names}, severity=Severity.WARNING)


def not_read(place: Place, died: Died, limits: Limits = LIMITS) -> Problem:
    """Say why a file was not read to its end: it takes too much, or it is damaged."""
    if not died.costly:
        return _no_table(place, "damaged")
    values = {"memory": f"{limits.memory // MEGABYTE:,}", "seconds": f"{limits.seconds:,}"}
    return Problem("file-too-costly", place, values, died.reason)


def _no_table(place: Place, kind: str) -> Problem:
    return Problem("not-a-table-file", place, {"kind": kind}, kind)


def remarks_problem(file: str, told: RuleRemarks) -> Problem:
    """Return the remarks of one kind on one sheet as a problem."""
    remark = told.remarks[0]
    values = {
        "sheet": told.sheet, "cells": remark.area.address,
        "text": remark.text, "wanted": remark.wanted or "", **remark.values,
    }  # fmt: skip
    examples = tuple(_example(file, told.sheet, remark) for remark in told.remarks[:EXAMPLES])
    return Problem(
        told.rule, examples[0].place, values, told.hint, _severity(told), told.total, examples
    )


def _severity(told: RuleRemarks) -> Severity:
    rule = official_rules().get(told.rule)
    level_one = rule is None or rule.official.startswith("L1")
    error = (level_one or told.hint in _NEVER_READ) and not told.note
    return Severity.ERROR if error else Severity.WARNING


def _example(file: str, sheet: str, remark: Remark) -> Example:
    area = remark.area
    if not sheet:
        return Example(Place(file))
    named = None if file.endswith((".csv", ".tsv")) else sheet
    place = Place(file, area.top, column=area.left, sheet=named, cells=area.address)
    return Example(place, remark.text or None)
