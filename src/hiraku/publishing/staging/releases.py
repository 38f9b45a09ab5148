"""`versions/<version>/`: the CSV of each version, by semantic version, at an address for ever.

What stands there is the steward's file of the last commit under that version, as UTF-8: it depends
on nothing that later versions of hiraku might write in another way. A version that was published
by mistake is withdrawn (`hiraku withdraw`); its address then says so.
"""

from __future__ import annotations

import itertools
from codecs import BOM_UTF8
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from hiraku.changes.timeline import Change
from hiraku.changes.versions import numbers
from hiraku.languages import Message
from hiraku.model import Dataset, Resource
from hiraku.problems import Refused
from hiraku.publishing.site import links
from hiraku.publishing.site.published import Download, PublishedDataset, Release, Site
from hiraku.publishing.staging.stage import Stage
from hiraku.reading.files.history import PastFile, PastFiles

LARGEST = 5 * 1024 * 1024
_TITLE = Message("files.csv-of-a-version")
_SUFFIXES = (".csv", ".tsv", ".txt")


class _Source(Struct, frozen=True):
    """A table's file under a version; `file` is None for the one that stands there now."""

    resource: Resource
    file: PastFile | None = None


def with_releases(site: Site, stage: Stage) -> Site:
    """Return the site in which each dataset with semantic versions has the CSV of each."""
    with PastFiles(site.catalog.root) as past:
        return replace(
            site,
            datasets=tuple(
                replace(published, releases=tuple(_releases(published, site, past, stage)))
                for published in site.datasets
            ),
        )


def _releases(
    published: PublishedDataset, site: Site, past: PastFiles, stage: Stage
) -> Iterator[Release]:
    dataset = published.dataset
    if dataset.descriptor.get("keepVersions") is False or not numbers(dataset.version):
        return
    gone = {part.version for part in site.catalog.withdrawn_parts if part.id == dataset.id}
    changes = site.changes.get(dataset.id, ())
    for version, date, sources in _by_version(dataset, published.modified, changes):
        if version not in gone and numbers(version):
            files = (_written(dataset, version, source, past, stage) for source in sources)
            kept = tuple(file for file in files if file)
            if kept:
                yield Release(version, date, kept)


def _by_version(
    dataset: Dataset, modified: str, changes: tuple[Change, ...]
) -> Iterator[tuple[str, str, list[_Source]]]:
    """Yield each version once, the newest first: the present files, then the last of others."""
    version = dataset.version or ""
    yield version, modified[:10], [_Source(resource) for resource in dataset.resources]
    seen = {version}
    for change, older in itertools.pairwise(changes):
        if change.version_before and change.version_before != change.version:
            version = change.version_before
            if version not in seen:
                seen.add(version)
                sources = [
                    _Source(table.resource, table.state.file)
                    for table in older.tables
                    if table.state.file
                ]
                yield version, older.date, sources


def _written(
    dataset: Dataset, version: str, source: _Source, past: PastFiles, stage: Stage
) -> Download | None:
    """Write a file as UTF-8; None where it is no text of a table, or too large."""
    resource = source.resource
    if not resource.path.casefold().endswith(_SUFFIXES):
        return None
    content = past.read(source.file, LARGEST) if source.file else _present(dataset, resource, stage)
    text = _utf8(content, resource.encoding) if content is not None else None
    if text is None:
        return None
    path = links.release_file(dataset.id, version, dataset, resource)
    target = stage.target(path)
    target.write_bytes(text)
    return stage.download(path, target, _TITLE, "text/csv")


def _present(dataset: Dataset, resource: Resource, stage: Stage) -> bytes | None:
    try:
        path = stage.tables.path(dataset, resource)
    except Refused:
        return None
    return path.read_bytes() if path.stat().st_size <= LARGEST else None


def _utf8(content: bytes, encoding: str | None) -> bytes | None:
    plain = content.removeprefix(BOM_UTF8)
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return content.decode(encoding or "utf-8").encode()
        except (UnicodeDecodeError, LookupError):
            return None
    return plain
