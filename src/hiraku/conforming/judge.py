"""What a judge of a built site is; each is a file in `judges/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from hiraku.registry import entries


class SiteJudge(Struct, frozen=True, kw_only=True):
    """A validator of others: `distribution` is what pip installs.

    `files` yields the files of a site that it looks at, `faults` what is wrong with one of them,
    in its own words; whatever it raises is a fault as well.
    """

    distribution: str
    files: Callable[[Path], Iterator[Path]]
    faults: Callable[[Path], Iterator[str]]


def judges() -> list[SiteJudge]:
    """Return every judge, by the names of their files."""
    return list(entries("hiraku.conforming.judges", SiteJudge).values())
