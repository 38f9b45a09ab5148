"""What differs between any two versions of a dataset, as far as they fit into memory at once.

Each version is compared with the one before it, however many there are; with all others as long as
the files of the newest ones are small enough to be held together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from hiraku.changes.released_versions.committed import CommittedVersion
from hiraku.changes.states import State, state
from hiraku.changes.timeline import Change, change_between
from hiraku.model import Dataset
from hiraku.reading.files.history import Commit, PastFiles
from hiraku.reading.tables import Tables

# Bytes of files, and versions, that are held at once.
_HELD_BYTES = 8 * 1024 * 1024
_HELD = 30


class VersionDifference(Struct, frozen=True):
    """What came between the versions `old` and `new`; `change` is as one commit would tell it."""

    old: str
    new: str
    change: Change


class _Held(Struct, frozen=True):
    version: CommittedVersion
    state: State

    @property
    def size(self) -> int:
        return sum(file.size for _, file in self.version.files)


def between_versions(
    versions: Iterable[tuple[Dataset, Sequence[CommittedVersion]]], tables: Tables
) -> Mapping[str, tuple[VersionDifference, ...]]:
    """Return the differences between the versions of each dataset by its id."""
    several = [(dataset, known) for dataset, known in versions if len(known) > 1]
    if not several:
        return {}
    with PastFiles(tables.root) as past:
        return {
            dataset.id: tuple(_compared(dataset, known, past, tables)) for dataset, known in several
        }


def _compared(
    dataset: Dataset, versions: Sequence[CommittedVersion], past: PastFiles, tables: Tables
) -> Iterator[VersionDifference]:
    """Compare each version, newest first, with the later ones that are still held."""
    held: list[_Held] = []
    last: list[_Held] = []
    for version in versions:
        old = _Held(version, state(dataset, version.commit, past, tables))
        for new in chain(held, last):
            yield _difference(dataset, old, new)
        fits = not last and _fit([*held, old])
        held, last = ([*held, old], []) if fits else (held, [old])


def _fit(held: Sequence[_Held]) -> bool:
    return len(held) <= _HELD and sum(version.size for version in held) <= _HELD_BYTES


def _difference(dataset: Dataset, old: _Held, new: _Held) -> VersionDifference:
    commit = Commit(new.version.commit, new.version.date, ())
    change = change_between(dataset, commit, new.state, old.state)
    return VersionDifference(old.version.version, new.version.version, change)
