"""The files that a dataset's tables have been, as git remembers them, each under a name for ever.

A file is named by its content, so that its address stays when it is no longer the newest. Only
those of a dataset that says `keepVersions: true` are published again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec.structs import replace

from hiraku.changes.states import COMPARED_BYTES
from hiraku.changes.timeline import Change
from hiraku.languages import Message
from hiraku.model import Dataset, Resource
from hiraku.publishing.site import links
from hiraku.publishing.site.download_formats import MEDIA_TYPES
from hiraku.publishing.site.published.dataset import PublishedDataset, Version
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.staging.stage import Stage
from hiraku.reading.files.history import PastFile, PastFiles

_TITLE = Message("files.past-version")


def with_past_versions(site: Site, stage: Stage) -> Site:
    """Return the site in which each dataset whose file has changed lists its versions."""
    versions = {
        published.dataset.id: tuple(
            _versions(published.dataset, site.changes.get(published.dataset.id, ()))
        )
        for published in site.datasets
    }
    if not any(versions.values()):
        return site
    with PastFiles(site.catalog.root) as past:
        return replace(
            site,
            datasets=tuple(
                replace(
                    published,
                    versions=tuple(
                        _kept(published, version, past, stage)
                        for version in versions[published.dataset.id]
                    ),
                )
                for published in site.datasets
            ),
        )


def _versions(dataset: Dataset, changes: tuple[Change, ...]) -> Iterator[Version]:
    """Yield each file of each table, newest first; nothing of a table that was only ever one."""
    for resource in dataset.resources:
        known = list(_of_table(resource, changes))
        if len(known) > 1:
            yield from known


def _of_table(resource: Resource, changes: tuple[Change, ...]) -> Iterator[Version]:
    for change in changes:
        for table in change.tables:
            came = table.difference is None or table.difference.replaced
            if table.resource.name == resource.name and table.state.file and came:
                state = table.state
                size = table.state.file.size
                blob = table.state.file.blob
                yield Version(
                    resource, change.date, change.commit, state.sha256, size, table.rows, blob=blob
                )


def _kept(published: PublishedDataset, version: Version, past: PastFiles, stage: Stage) -> Version:
    """Write the file of a version where the dataset keeps them and it is not too large."""
    dataset = published.dataset
    file = PastFile(version.blob, version.size) if dataset.keep_versions else None
    content = past.read(file, COMPARED_BYTES)
    if content is None:
        return version
    return replace(version, file=_written(dataset, version, content, stage))


def _written(dataset: Dataset, version: Version, content: bytes, stage: Stage) -> Download:
    suffix = PurePosixPath(version.resource.path).suffix.casefold()
    path = links.version_file(dataset.id, version.sha256, suffix)
    target = stage.target(path)
    target.write_bytes(content)
    media_type = MEDIA_TYPES.get(suffix, "application/octet-stream")
    return stage.download(path, target, _TITLE, media_type)
