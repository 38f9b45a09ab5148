"""The rules by which differences are judged: a table (`rules/*.yaml`), for only data differs.

A rule says which outcome it stands for (`when: [kind how]`), who is broken (C who reads, P who
contributes), how bad it is and which part of the version must rise. What it says is the message of
its id in `words/<code>/change-rules.toml`, what to do that of its `cure` in `change-cures.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

_FOLDER = Path(__file__).parent / "rules"


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Bump(StrEnum):
    """Which part of the version must rise (Semantic Versioning; Data Package Version recipe)."""

    NONE = "none"
    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


BUMPS = tuple(Bump)


class ChangeRule(Struct, frozen=True):
    """`decided` is how: by the schema alone, by data, by history, or only as possible.

    `mirror` are the rules of which one speaks where old and new change places, `waiver` says why
    there are none.
    """

    id: str
    number: str
    when: tuple[tuple[str, str], ...]
    broken: str
    severity: Level
    bump: Bump
    relaxed: Bump
    decided: str
    cure: str
    mirror: tuple[str, ...] = ()
    waiver: str = ""

    def bump_in(self, profile: str) -> Bump:
        return self.relaxed if profile == "relaxed" else self.bump


@cache
def rules() -> Mapping[str, ChangeRule]:
    """Return every rule by its id."""
    return {
        identifier: _rule(identifier, row)
        for path in sorted(_FOLDER.glob("*.yaml"))
        for identifier, row in _table(path).items()
    }


@cache
def _by_outcome() -> Mapping[tuple[str, str], ChangeRule]:
    return {outcome: rule for rule in rules().values() for outcome in rule.when}


def rule_for(kind: str, how: str) -> ChangeRule | None:
    """Return the rule for an outcome; None where no rule speaks of it."""
    table = _by_outcome()
    return table.get((kind, how)) or table.get((kind, "any"))


def _rule(identifier: str, row: Mapping[str, Any]) -> ChangeRule:
    bump = Bump(row.get("bump", "none"))
    return ChangeRule(
        id=identifier,
        number=row["number"],
        when=tuple(
            (kind, how) for kind, _, how in (condition.partition(" ") for condition in row["when"])
        ),
        broken=row.get("broken", ""),
        severity=Level(row["severity"]),
        bump=bump,
        relaxed=Bump(row.get("relaxed", bump)),
        decided=row["decided"],
        cure=row["cure"],
        mirror=tuple(row.get("mirror", ())),
        waiver=row.get("waiver", ""),
    )


def _table(path: Path) -> Mapping[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    table: Mapping[str, Any] = yaml.load(path.read_bytes(), Loader=loader)  # noqa: S506 - a safe one
    return table
