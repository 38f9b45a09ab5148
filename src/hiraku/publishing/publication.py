"""The story of a publication: read, check, plan every file of the site.

Nothing is written to the published folder here: downloads are staged, pages are texts, and
`release` takes them over once all is there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from hiraku import __version__
from hiraku.checking.check import check
from hiraku.model import Dataset, Resource, Text
from hiraku.problems import Report
from hiraku.progress import Told, silent
from hiraku.publishing import links, sitemap
from hiraku.publishing.described import Described
from hiraku.publishing.published_table import PublishedTable
from hiraku.publishing.site import (
    PREVIEW_ROWS,
    Download,
    PublishedDataset,
    PublishedResource,
    Site,
)
from hiraku.publishing.templates import environment, render
from hiraku.reading.catalog import read_catalog
from hiraku.reading.history import changed_on
from hiraku.reading.tables import Tables
from hiraku.registry import entries


@dataclass(frozen=True)
class SiteFile:
    """A file of the site to be: its path, and its text or the staged file that holds it."""

    path: str
    content: str | Path


@dataclass(frozen=True)
class Publication:
    """The verdict and, where it is good, every generated file of the site."""

    report: Report
    files: tuple[SiteFile, ...] = ()
    templates: Any = None


@dataclass(frozen=True)
class Request:
    """What is to be published and how: the catalog's root and the site's configuration."""

    root: Path
    stage: Path
    base_url: str
    overrides: Sequence[str] = ()
    menu: Sequence[links.MenuItem] = ()
    written: Sequence[str] = ()
    memory_limit: str = "512MB"
    told: Told = silent
    serving: bool = False


def prepare(request: Request) -> Publication:
    """Read and check the catalog; plan the site only where nothing is wrong."""
    reading = read_catalog(request.root)
    with Tables(request.root, request.stage, request.memory_limit) as tables:
        report = check(reading, tables, request.told)
        if not report.ok:
            return Publication(report)
        dates = changed_on(request.root)
        datasets = tuple(
            _Publisher(each, tables, request, report.parts[each.id], dates).published()
            for each in reading.catalog.datasets
        )
        tables.demand_unchanged()
    site = Site(reading.catalog, datasets, report, request.base_url, __version__)
    templates = environment(request.overrides, site, request.menu)
    templates.globals["serving"] = request.serving
    return Publication(report, tuple(_files(site, templates, request)), templates)


def _files(site: Site, templates: Any, request: Request) -> Iterator[SiteFile]:
    """Yield every generated file: downloads and documents, pages, and what crawlers read."""
    for published in site.datasets:
        downloads = [file for each in published.resources for file in each.downloads]
        for file in (*downloads, *published.documents):
            path = links.file(file.path)
            yield SiteFile(path, request.stage / path)
    modified: dict[str, str | None] = {}
    for kind in entries("hiraku.publishing.pages").values():
        for page in kind.pages(site):
            modified[page.url] = sitemap.last_change(page, site)
            yield SiteFile(links.file(page.url), render(templates, page))
    modified |= dict.fromkeys(request.written)
    yield SiteFile("sitemap.xml", sitemap.sitemap(site.base_url, modified))
    yield SiteFile("robots.txt", sitemap.robots(site.base_url))


@dataclass
class _Publisher:
    """Stages the files of one dataset."""

    dataset: Dataset
    tables: Tables
    request: Request
    report: Report
    dates: Mapping[str, str]

    def published(self) -> PublishedDataset:
        resources = tuple(self._resource(each) for each in self.dataset.resources)
        modified = self._modified()
        documents = tuple(self._documents(resources, modified))
        return PublishedDataset(self.dataset, resources, documents, modified, self.report)

    def _resource(self, resource: Resource) -> PublishedResource:
        table = PublishedTable(
            self.tables.table(self.dataset, resource), resource, self.tables.connection
        )
        downloads = tuple(self._exports(table))
        preview = tuple(islice(table.values(PREVIEW_ROWS), PREVIEW_ROWS))
        return PublishedResource(resource, table.table.rows, preview, downloads)

    def _exports(self, table: PublishedTable) -> Iterator[Download]:
        for export in sorted(entries("hiraku.publishing.exports").values(), key=_order):
            path = links.download(self.dataset, table.resource, export.extension)
            target = self._target(path)
            export.write(table, target)
            yield _download(path, target, export.title, export.media_type)

    def _documents(
        self, resources: tuple[PublishedResource, ...], modified: str
    ) -> Iterator[Download]:
        homepage = links.absolute(self.request.base_url, links.dataset(self.dataset.id))
        files = {each.resource.name: each.downloads[0] for each in resources}
        subject = Described(self.dataset, files, homepage, modified, self.report)
        for vocabulary in entries("hiraku.publishing.vocabularies").values():
            for document in vocabulary.describe(subject):
                target = self._target(document.path)
                written = json.dumps(document.content, ensure_ascii=False, indent=2)
                target.write_text(written + "\n", encoding="utf-8")
                yield _download(document.path, target, document.title, document.media_type)

    def _target(self, path: str) -> Path:
        target = self.request.stage / links.file(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def _modified(self) -> str:
        """The last change of the data, its description or its schema: git knows, else they say."""
        keys = [f"datasets/{self.dataset.folder.name}"]
        keys += [each.schema.origin.file for each in self.dataset.resources if each.schema]
        known = [self.dates[key] for key in keys if key in self.dates]
        stated = self.dataset.modified or self.dataset.created or ""
        return max(known, default=stated[:10])


def _order(export: Any) -> tuple[bool, bool]:
    """The canonical CSV comes first, then what Excel opens."""
    return export.extension != "csv", export.extension != "excel.csv"


def _download(path: str, file: Path, title: Text, media_type: str) -> Download:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Download(path, title, media_type, file.stat().st_size, digest)
