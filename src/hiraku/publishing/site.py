"""What is published, as data: the pages are rendered from it."""

from __future__ import annotations

from dataclasses import dataclass

from hiraku.model import Catalog, Dataset, Field, Resource, Text
from hiraku.problems import Report

PREVIEW_ROWS = 20


@dataclass(frozen=True)
class Download:
    """A file that is published beside the pages; `path` is relative to the site's root.

    `audience` says whom the format is for, where the format says so.
    """

    path: str
    title: Text
    media_type: str
    size: int
    sha256: str
    audience: Text | None = None


@dataclass(frozen=True)
class Omission:
    """A format that a table does not come in, and why."""

    title: Text
    reason: Text


@dataclass(frozen=True)
class Profile:
    """The counts of one column.

    `smallest` and `largest` are given for types with an order, `true` for truth values.
    """

    present: int
    missing: int
    distinct: int
    smallest: str | None = None
    largest: str | None = None
    true: int | None = None


@dataclass(frozen=True)
class PublishedResource:
    """A table that passed.

    `preview` holds the first 20 rows as canonical text in the order of the fields, None where the
    value is missing; `profiles` are in the same order.
    value is missing. `types` are the SQL types that hold each field's column exactly.
    """

    resource: Resource
    rows: int
    preview: tuple[tuple[str | None, ...], ...]
    downloads: tuple[Download, ...]
    omissions: tuple[Omission, ...] = ()
    profiles: tuple[Profile, ...] = ()
    types: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        return self.resource.schema.fields if self.resource.schema else ()


@dataclass(frozen=True)
class PublishedDataset:
    """A dataset that passed; `documents` are its metadata files, `modified` an ISO 8601 date."""

    dataset: Dataset
    resources: tuple[PublishedResource, ...]
    documents: tuple[Download, ...]
    modified: str
    report: Report
    archive: Download | None = None

    @property
    def files(self) -> tuple[Download, ...]:
        """Every file beside the dataset's page: downloads of tables, documents, the archive."""
        downloads = (file for each in self.resources for file in each.downloads)
        return (*downloads, *self.documents, *filter(None, [self.archive]))


@dataclass(frozen=True)
class MunicipalityRows:
    """What a dataset says of a municipality: how many rows, and the first of them as texts."""

    dataset: Dataset
    resource: Resource
    total: int
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True)
class Municipality:
    """A municipality of the catalog's register; `code` is its 全国地方公共団体コード."""

    code: str
    name: Text
    kana: str | None
    tables: tuple[MunicipalityRows, ...] = ()

    @property
    def datasets(self) -> int:
        """The number of datasets that have rows for it."""
        return len({each.dataset.id for each in self.tables})


@dataclass(frozen=True)
class Site:
    """The whole site; `base_url` is absolute and ends with a slash.

    `documents` describe the catalog as a whole. Vocabularies are given a site without documents,
    those that say `describes_documents = True` one with the documents of all others.
    """

    catalog: Catalog
    datasets: tuple[PublishedDataset, ...]
    report: Report
    base_url: str
    version: str
    documents: tuple[Download, ...] = ()
    archive: Download | None = None
    municipalities: tuple[Municipality, ...] = ()

    @property
    def files(self) -> tuple[Download, ...]:
        """Every file that is staged beside the pages."""
        files = (file for each in self.datasets for file in each.files)
        return (*files, *self.documents, *filter(None, [self.archive]))
