"""Is the version raised enough? Semantic Versioning 2.0.0, by the Data Package Version recipe."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from hiraku.changes.rulebook import BUMPS, Bump

_SEMVER = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(?:[-+].*)?")
_PLACES = {Bump.MAJOR: 0, Bump.MINOR: 1, Bump.PATCH: 2}

Numbers = tuple[int, int, int]


class VersionVerdict(Struct, frozen=True):
    """Whether a version is raised enough: `how` names the rule (`not-raised`, …), or is empty.

    `required` is the version that is asked for, `bump` by how much it has to rise.
    """

    how: str
    required: str
    bump: Bump


def numbers(version: str | None) -> Numbers | None:
    match = _SEMVER.fullmatch(version or "")
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def highest(bumps: Iterable[Bump]) -> Bump:
    return max(bumps, key=BUMPS.index, default=Bump.NONE)


def raised(version: Numbers, bump: Bump) -> Numbers:
    """Return the version with one of its parts raised, those behind it at zero."""
    place = _PLACES.get(bump)
    if place is None:
        return version
    first, second, third = version
    return ((first + 1, 0, 0), (first, second + 1, 0), (first, second, third + 1))[place]


def written(version: Numbers) -> str:
    return ".".join(map(str, version))


def verdict(old: str | None, new: str | None, bump: Bump) -> VersionVerdict:
    """Compare the version that is stated with the one that the changes need."""
    before, after = numbers(old), numbers(new)
    if old is None or before is None:
        return VersionVerdict("", "", bump)
    needed = raised(before, bump)
    required = written(needed)
    if after is None:
        return VersionVerdict("not-comparable" if bump is not Bump.NONE else "", required, bump)
    return VersionVerdict(_how(before, after, needed, bump), required, bump)


def _how(before: Numbers, after: Numbers, needed: Numbers, bump: Bump) -> str:
    if after < before:
        return "lowered"
    if after == before:
        return "not-raised" if bump is not Bump.NONE else ""
    if after < needed:
        return "raised-too-little"
    place = next(place for place in range(3) if after[place] != before[place])
    return "raised-too-much" if place < _PLACES.get(bump, 3) else ""
