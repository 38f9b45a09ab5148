"""The folder in which a site's files are made ready; `release` takes them over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from hiraku.model import Catalog, Dataset, Resource, Text, Words, text_in
from hiraku.publishing.site import links
from hiraku.publishing.site.credit import credit
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.site_path import StagePath, stage_path
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.reading.tables import Tables


class Stage(Struct, frozen=True):
    """Where files are written, and what they are made of; `preview` names a transport.

    `as_of` is the date of the commit (ISO 8601), empty without git.
    """

    folder: Path
    tables: Tables
    catalog: Catalog
    base_url: str
    preview: str = "chunks"
    as_of: str = ""

    def target(self, path: str) -> StagePath:
        """Return the staged file of a path on the site; its folder exists."""
        return stage_path(self.folder, links.file(path))

    def download(self, path: str, file: Path, title: Words, media_type: str) -> Download:
        """Describe a staged file."""
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        named = text_in(self.catalog.languages, title)
        return Download(path, named, media_type, file.stat().st_size, digest)

    def address(self, dataset: Dataset) -> str:
        """Return the absolute URL of a dataset's page."""
        return links.absolute(self.base_url, links.dataset(dataset.id))

    def credit(self, dataset: Dataset) -> Text:
        """Return the words that name source and licence of a dataset below its charts."""
        catalog = self.catalog
        return credit(dataset, catalog.title, self.address(dataset), catalog.languages).chart

    @contextmanager
    def opened(self, dataset: Dataset, resource: Resource) -> Iterator[PublishedTable]:
        """Offer the table of a resource, which passed, to many questions."""
        with self.tables.held(dataset, resource) as table:
            yield PublishedTable(
                table,
                resource,
                self.tables.connection,
                dataset,
                self.catalog.title,
                self.address(dataset),
                self.catalog.languages,
                self.as_of,
            )
