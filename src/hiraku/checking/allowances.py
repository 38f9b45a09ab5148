"""What a dataset allows with a reason and until a day: `allow` of its datapackage.yaml.

Only what a rule says may be allowed; an allowance that has run out holds no more, and says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from hiraku.model import Allowance, Dataset
from hiraku.problems import Place, Problem
from hiraku.spelling import nearest


def allowed(
    problems: Iterable[Problem], dataset: Dataset, allowable: Collection[str], today: date
) -> Iterator[Problem]:
    """Yield the problems but those that the dataset allows, and what is wrong with `allow`."""
    held = {
        allowed.rule
        for allowed in dataset.allow
        if allowed.rule in allowable and _holds(allowed, today)
    }
    yield from (problem for problem in problems if problem.id not in held)
    for at, allowance in enumerate(dataset.allow):
        place = _place(dataset, at)
        if allowance.rule not in allowable:
            near = nearest(allowance.rule, sorted(allowable))
            values = {
                "rule": allowance.rule,
                "nearest": near,
                "rules": "、".join(sorted(allowable)),
            }
            yield Problem("allow-unknown", place, values, hint="near" if near else None)
        elif not _holds(allowance, today):
            values = {"rule": allowance.rule, "until": allowance.until}
            yield Problem("allow-expired", place, values)


def _holds(allowance: Allowance, today: date) -> bool:
    return today.isoformat() <= allowance.until


def _place(dataset: Dataset, at: int) -> Place:
    line = dataset.origin.line("allow", at)
    return Place(dataset.origin.file, line=line, key=f"allow.{at}")
