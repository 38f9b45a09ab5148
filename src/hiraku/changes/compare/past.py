"""The files that a table has been, as git remembers them, renames followed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from hiraku.changes.compare.repository import Entry, Repository
from hiraku.model import Dataset, Resource

# A proof needs no more files than people would look at; how many there are is told.
MOST = 20
_BYTES = 8 * 1024 * 1024


def past_files(
    repository: Repository, commit: str, dataset: Dataset, resource: Resource, folder: Path
) -> Iterator[Dataset]:
    """Yield the dataset with each file that the resource has been, newest first.

    Each is laid out below `folder`; a file of more than 8 MiB is left out.
    """
    path = f"datasets/{dataset.folder.name}/{resource.path}"
    for number, entry in enumerate(repository.versions(commit, path)[:MOST]):
        if entry.size > _BYTES:
            continue
        home = folder / f"{dataset.folder.name}-{resource.name}-{number}"
        repository.lay_out([Entry(resource.path, entry.blob, entry.size)], home)
        yield _beside(dataset, resource, home)


def _beside(dataset: Dataset, resource: Resource, home: Path) -> Dataset:
    """Return the dataset in a folder that has the other resources' files as well."""
    for other in dataset.resources:
        source, target = dataset.folder / other.path, home / other.path
        if other is not resource and source.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.hardlink_to(source)
    return replace(dataset, folder=home)
