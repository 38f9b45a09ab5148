"""The versions that a dataset has had in commits, each with the files of its last commit.

What is not committed is no version yet: it may still be changed under the same number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from hiraku.changes.states import as_it_was, described, file_beside
from hiraku.changes.timeline import own_commits
from hiraku.model import Catalog, Dataset, Resource
from hiraku.reading.files.history import Commit, PastFile, PastFiles
from hiraku.reading.files.history import commit as checked_out


class CommittedVersion(Struct, frozen=True):
    """A version as its last commit has it; `date` is that of its `commit`, ISO 8601.

    `files` are the tables' own, in the order of today's resources, without those that were not
    there.
    """

    version: str
    commit: str
    date: str
    files: tuple[tuple[Resource, PastFile], ...]


def committed_versions(
    catalog: Catalog, history: Sequence[Commit]
) -> Mapping[str, tuple[CommittedVersion, ...]]:
    """Return the versions of each dataset by its id, newest first; none without a commit."""
    head = checked_out(catalog.root)
    if not head:
        return {}
    with PastFiles(catalog.root) as past:
        return {
            dataset.id: tuple(_versions(dataset, head, own, past))
            for dataset, own in own_commits(catalog, history)
        }


def _versions(
    dataset: Dataset, head: str, own: Sequence[Commit], past: PastFiles
) -> Iterator[CommittedVersion]:
    """Yield each version once; the checked out commit comes first, which a shallow clone has."""
    seen = set[str]()
    newest = own[0].date if own else ""
    for identifier, date in [(head, newest), *((commit.id, commit.date) for commit in own)]:
        folder, tree = described(dataset, identifier, past)
        version = str(tree.get("version") or "")
        if version and version not in seen:
            seen.add(version)
            files = tuple(_files(dataset, folder, tree, identifier, past))
            yield CommittedVersion(version, identifier, date, files)


def _files(
    dataset: Dataset, folder: str, tree: Mapping[str, Any], identifier: str, past: PastFiles
) -> Iterator[tuple[Resource, PastFile]]:
    beside = file_beside(folder, identifier, past)
    for resource in dataset.resources:
        then = as_it_was(resource, tree, dataset, beside)
        if file := past.find(identifier, f"datasets/{folder}/{then.path}"):
            yield then, file
