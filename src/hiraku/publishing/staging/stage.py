"""Writes downloads and documents aside, below the stage; `release` takes them over."""

from __future__ import annotations

import filecmp
import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from hiraku.model import Catalog, Dataset, Resource, Text
from hiraku.problems import Report
from hiraku.publishing.metadata.vocabulary import vocabularies
from hiraku.publishing.previews.files import preview
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import Document
from hiraku.publishing.site.published import (
    PREVIEW_ROWS,
    Download,
    Omission,
    Preview,
    Profile,
    PublishedDataset,
    PublishedResource,
    Site,
)
from hiraku.publishing.tables.column_profiles import profiles
from hiraku.publishing.tables.export import exports
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.reading.tables import Tables

_ORIGINAL = Text("元のファイル", "Original file")
_PART = Text("画面で見るための一部", "Part for the screen")
_GZIP = "application/gzip"
_UNCHANGED = Text("担当者が置いたまま。確かめるために", "as the steward committed it, for proof")


class Stage(Struct):
    """The folder in which a site's files are made ready."""

    folder: Path
    tables: Tables
    dates: Mapping[str, str]
    catalog: Catalog
    base_url: str
    preview: str = "chunks"

    def dataset(self, dataset: Dataset, report: Report) -> PublishedDataset:
        """Write every download of a dataset."""
        resources = tuple(self._resource(dataset, each) for each in dataset.resources)
        return PublishedDataset(
            dataset,
            resources,
            (),
            self._modified(dataset),
            report,
            file_modified=self._file_modified(dataset),
        )

    def described(self, site: Site) -> Site:
        """Write what every vocabulary says of the site, and return the site that lists it.

        Those that describe documents come last, and are given the site that lists all others.
        """
        for _, group in groupby(vocabularies(), attrgetter("describes_documents")):
            found: dict[str, list[Download]] = {}
            for vocabulary in group:
                for document in vocabulary.describe(site):
                    found.setdefault(document.dataset, []).append(self._written(document))
            site = _listing(site, found)
        return site

    def _written(self, document: Document) -> Download:
        target = self.target(document.path)
        document.write(target)
        return self.download(document.path, target, document.title, document.media_type)

    def target(self, path: str) -> Path:
        """Return the staged file of a path on the site; its folder exists."""
        target = self.folder / links.file(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def download(self, path: str, file: Path, title: Text, media_type: str) -> Download:
        """Describe a staged file."""
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return Download(path, title, media_type, file.stat().st_size, digest)

    def _resource(self, dataset: Dataset, resource: Resource) -> PublishedResource:
        table = PublishedTable(
            self.tables.table(dataset, resource),
            resource,
            self.tables.connection,
            dataset,
            self.catalog.title,
            links.absolute(self.base_url, links.dataset(dataset.id)),
        )
        downloads = (*self._exports(dataset, table), *self._original(dataset, table))
        measured = profiles(table)
        return PublishedResource(
            resource,
            table.table.rows,
            tuple(islice(table.texts(PREVIEW_ROWS), PREVIEW_ROWS)),
            downloads,
            tuple(_omissions(table)),
            measured,
            self._preview(table, measured),
            table.types,
        )

    def _preview(self, table: PublishedTable, measured: tuple[Profile, ...]) -> Preview:
        dataset, resource = table.dataset, table.resource
        csv = self.target(links.download(dataset, resource, "csv"))
        folder = self.folder / unquote(links.preview(dataset, resource, ""))
        found, files = preview(table, csv, measured, self.preview, folder)
        written = (
            self.download(links.preview(dataset, resource, each.name), each, _PART, _GZIP)
            for each in files
        )
        return replace(found, files=tuple(written))

    def _exports(self, dataset: Dataset, table: PublishedTable) -> Iterator[Download]:
        for export in exports():
            if export.omitted(table):
                continue
            path = links.download(dataset, table.resource, export.extension)
            target = self.target(path)
            export.write(table, target)
            written = self.download(path, target, export.title, export.media_type)
            yield replace(written, audience=export.audience, format=export.format)

    def _original(self, dataset: Dataset, table: PublishedTable) -> Iterator[Download]:
        """Keep the steward's file byte for byte, where it is not the canonical file already."""
        resource = table.resource
        file = self.tables.path(dataset, resource)
        if filecmp.cmp(file, self.target(links.download(dataset, resource, "csv")), shallow=False):
            return
        path = links.original(dataset, resource)
        shutil.copyfile(file, self.target(path))
        written = self.download(path, self.target(path), _ORIGINAL, "text/csv")
        yield replace(written, audience=_UNCHANGED)

    def _modified(self, dataset: Dataset) -> str:
        """The last change of the data, its description or its schema: git knows, else they say."""
        schemas = [each.schema.origin.file for each in dataset.resources if each.schema]
        return self._last(dataset, [f"datasets/{dataset.folder.name}", *schemas])

    def _file_modified(self, dataset: Dataset) -> str:
        folder = f"datasets/{dataset.folder.name}"
        return self._last(dataset, [f"{folder}/{each.path}" for each in dataset.resources])

    def _last(self, dataset: Dataset, keys: Sequence[str]) -> str:
        known = [self.dates[key] for key in keys if key in self.dates]
        stated = dataset.modified or dataset.created or ""
        return max(known, default=stated[:10])


def _omissions(table: PublishedTable) -> Iterator[Omission]:
    """Yield each format that the table does not come in, where there is a reason to tell."""
    for export in exports():
        reason = export.omitted(table)
        if reason and reason.ja:
            yield Omission(export.title, reason)


def _listing(site: Site, found: Mapping[str, Sequence[Download]]) -> Site:
    """Return the site with further documents, by the ids of the datasets that they describe."""
    datasets = tuple(
        replace(each, documents=(*each.documents, *found.get(each.dataset.id, ())))
        for each in site.datasets
    )
    return replace(site, datasets=datasets, documents=(*site.documents, *found.get("", ())))
