"""Writes downloads and documents aside, below the stage; `release` takes them over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from hiraku.model import Dataset, Resource, Text
from hiraku.problems import Report
from hiraku.publishing import links
from hiraku.publishing.documents import Document
from hiraku.publishing.published_table import PublishedTable
from hiraku.publishing.site import (
    PREVIEW_ROWS,
    Download,
    PublishedDataset,
    PublishedResource,
    Site,
)
from hiraku.reading.tables import Tables
from hiraku.registry import entries


@dataclass
class Stage:
    """The folder in which a site's files are made ready."""

    folder: Path
    tables: Tables
    dates: Mapping[str, str]

    def dataset(self, dataset: Dataset, report: Report) -> PublishedDataset:
        """Write every download of a dataset."""
        resources = tuple(self._resource(dataset, each) for each in dataset.resources)
        return PublishedDataset(dataset, resources, (), self._modified(dataset), report)

    def described(self, site: Site) -> Site:
        """Write what every vocabulary says of the site, and return the site that lists it.

        Those that describe documents come last, and are given the site that lists all others.
        """
        vocabularies = entries("hiraku.publishing.vocabularies").values()
        for last in (False, True):
            found: dict[str, list[Download]] = {}
            for vocabulary in vocabularies:
                if getattr(vocabulary, "describes_documents", False) is last:
                    for document in vocabulary.describe(site):
                        found.setdefault(document.dataset, []).append(self._written(document))
            site = _listing(site, found)
        return site

    def _written(self, document: Document) -> Download:
        target = self.target(document.path)
        target.write_text(document.text(), encoding="utf-8", newline="")
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
            self.tables.table(dataset, resource), resource, self.tables.connection
        )
        downloads = tuple(self._exports(dataset, table))
        preview = tuple(islice(table.values(PREVIEW_ROWS), PREVIEW_ROWS))
        return PublishedResource(resource, table.table.rows, preview, downloads)

    def _exports(self, dataset: Dataset, table: PublishedTable) -> Iterator[Download]:
        for export in sorted(entries("hiraku.publishing.exports").values(), key=_order):
            path = links.download(dataset, table.resource, export.extension)
            target = self.target(path)
            export.write(table, target)
            yield self.download(path, target, export.title, export.media_type)

    def _modified(self, dataset: Dataset) -> str:
        """The last change of the data, its description or its schema: git knows, else they say."""
        keys = [f"datasets/{dataset.folder.name}"]
        keys += [each.schema.origin.file for each in dataset.resources if each.schema]
        known = [self.dates[key] for key in keys if key in self.dates]
        stated = dataset.modified or dataset.created or ""
        return max(known, default=stated[:10])


def _listing(site: Site, found: Mapping[str, Sequence[Download]]) -> Site:
    """Return the site with further documents, by the ids of the datasets that they describe."""
    datasets = tuple(
        replace(each, documents=(*each.documents, *found.get(each.dataset.id, ())))
        for each in site.datasets
    )
    return replace(site, datasets=datasets, documents=(*site.documents, *found.get("", ())))


def _order(export: Any) -> tuple[bool, bool]:
    """The canonical CSV comes first, then what Excel opens."""
    return export.extension != "csv", export.extension != "excel.csv"
