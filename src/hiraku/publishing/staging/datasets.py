"""Stages the files of each dataset: its tables in every format, what a page shows, the original."""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from hiraku import __version__
from hiraku.changes.released_versions.between import VersionDifference, between_versions
from hiraku.changes.released_versions.committed import CommittedVersion, committed_versions
from hiraku.changes.timeline import Change, last_noticed, last_replaced, timeline
from hiraku.languages import Message
from hiraku.model import Catalog, Dataset, Resource
from hiraku.problems import Report
from hiraku.publishing.previews.files import preview
from hiraku.publishing.site import links
from hiraku.publishing.site.download_formats import MEDIA_TYPES
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download, Omission
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.site.published.table import PREVIEW_ROWS, Preview, Profile, PublishedResource
from hiraku.publishing.site.site_path import folder_of
from hiraku.publishing.staging.releases import kept_versions
from hiraku.publishing.staging.stage import Stage
from hiraku.publishing.tables.column_profiles import profiles
from hiraku.publishing.tables.export import Export, exports
from hiraku.publishing.tables.municipalities import municipalities
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.reading.files.history import changed_on, commits, committed_on
from hiraku.reading.tables import Tables

_ORIGINAL = Message("files.original")
_PART = Message("files.part")
_GZIP = "application/gzip"
_UNCHANGED = Message("files.unchanged")


def published_site(catalog: Catalog, report: Report, stage: Stage) -> Site:
    """Write every download, and gather what the tables and git know of the site."""
    history = commits(catalog.root)
    dates = changed_on(history)
    changes = timeline(catalog, history, stage.tables)
    versions = committed_versions(catalog, history)
    datasets = (
        published_dataset(dataset, report.parts[dataset.id], dates, stage)
        for dataset in catalog.datasets
    )
    return Site(
        catalog,
        tuple(_dated(dataset, changes.get(dataset.dataset.id, ())) for dataset in datasets),
        report,
        stage.base_url,
        __version__,
        municipalities=municipalities(catalog, stage.tables),
        changes=changes,
        versions=versions,
        between=_between(catalog, versions, stage.tables),
        committed=committed_on(catalog.root),
    )


def _between(
    catalog: Catalog, versions: Mapping[str, Sequence[CommittedVersion]], tables: Tables
) -> Mapping[str, tuple[VersionDifference, ...]]:
    kept = ((dataset, kept_versions(dataset, catalog, versions)) for dataset in catalog.datasets)
    return between_versions(kept, tables)


def _dated(published: PublishedDataset, changes: Sequence[Change]) -> PublishedDataset:
    """Return the dataset with the dates of what readers notice: a rename alone is no update."""
    noticed, replaced = last_noticed(changes), last_replaced(changes)
    return replace(
        published,
        modified=noticed.date if noticed else published.modified,
        file_modified=replaced.date if replaced else published.file_modified,
    )


def published_dataset(
    dataset: Dataset, report: Report, dates: Mapping[str, str], stage: Stage
) -> PublishedDataset:
    """Write every download of a dataset; `dates` are those of the last changes of files."""
    folder = f"datasets/{dataset.folder.name}"
    schemas = [resource.schema.origin.file for resource in dataset.resources if resource.schema]
    files = [f"{folder}/{resource.path}" for resource in dataset.resources]
    return PublishedDataset(
        dataset,
        tuple(_resource(dataset, resource, stage) for resource in dataset.resources),
        (),
        _last_change(dataset, [folder, *schemas], dates),
        report,
        file_modified=_last_change(dataset, files, dates),
    )


def _last_change(dataset: Dataset, paths: Sequence[str], dates: Mapping[str, str]) -> str:
    """Return the newest change of any path: git knows, else the description says."""
    known = [dates[path] for path in paths if path in dates]
    stated = dataset.modified or dataset.created or ""
    return max(known, default=stated[:10])


def _resource(dataset: Dataset, resource: Resource, stage: Stage) -> PublishedResource:
    with stage.opened(dataset, resource) as table:
        return _published(table, stage)


def _published(table: PublishedTable, stage: Stage) -> PublishedResource:
    asked = [(export, export.omitted(table)) for export in exports()]
    offered = [export for export, reason in asked if reason is None]
    downloads = (*_exports(table, offered, stage), *_original(table, stage))
    measured = profiles(table)
    return PublishedResource(
        table.resource,
        table.table.rows,
        tuple(islice(table.texts(PREVIEW_ROWS), PREVIEW_ROWS)),
        downloads,
        tuple(Omission(export.title, reason) for export, reason in asked if reason),
        measured,
        _preview(table, measured, stage),
        table.types,
    )


def _exports(table: PublishedTable, offered: Iterable[Export], stage: Stage) -> Iterator[Download]:
    for export in offered:
        path = links.download(table.dataset, table.resource, export.extension)
        target = stage.target(path)
        export.write(table, target)
        written = stage.download(path, target, export.title, export.media_type)
        yield replace(written, audience=export.audience, format=export.format)


def _original(table: PublishedTable, stage: Stage) -> Iterator[Download]:
    """Keep the steward's file byte for byte, where it is not the canonical file already."""
    dataset, resource = table.dataset, table.resource
    file = stage.tables.path(dataset, resource)
    if filecmp.cmp(file, stage.target(links.download(dataset, resource, "csv")), shallow=False):
        return
    path = links.original(dataset, resource)
    shutil.copyfile(file, stage.target(path))
    media_type = MEDIA_TYPES.get(file.suffix.casefold(), "text/csv")
    written = stage.download(path, stage.target(path), _ORIGINAL, media_type)
    yield replace(written, audience=_UNCHANGED)


def _preview(table: PublishedTable, measured: tuple[Profile, ...], stage: Stage) -> Preview:
    dataset, resource = table.dataset, table.resource
    csv = stage.target(links.download(dataset, resource, "csv"))
    folder = folder_of(stage.target(links.preview(dataset, resource, "")))
    written, files = preview(table, csv, measured, stage.preview, folder)
    return replace(written, files=tuple(_part(table, file, stage) for file in files))


def _part(table: PublishedTable, file: Path, stage: Stage) -> Download:
    path = links.preview(table.dataset, table.resource, file.name)
    return stage.download(path, file, _PART, _GZIP)
