"""What is published, as data: the pages are rendered from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from hiraku.changes.timeline import Change
from hiraku.model import Catalog, Dataset, Field, Resource, Text, Withdrawn
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
class Version:
    """A file that a table has been, since `date` (ISO 8601); `file` where it is published still."""

    resource: Resource
    date: str
    commit: str
    sha256: str
    size: int
    rows: int | None = None
    file: Download | None = None


@dataclass(frozen=True)
class PublishedDataset:
    """A dataset that passed; `documents` are its metadata files, `modified` an ISO 8601 date."""

    dataset: Dataset
    resources: tuple[PublishedResource, ...]
    documents: tuple[Download, ...]
    modified: str
    report: Report
    archive: Download | None = None
    versions: tuple[Version, ...] = ()

    @property
    def files(self) -> tuple[Download, ...]:
        """Every file beside the dataset's page: downloads of tables, documents, the archive."""
        downloads = (file for each in self.resources for file in each.downloads)
        return (*downloads, *self.documents, *filter(None, [self.archive]))

    @property
    def past_files(self) -> tuple[Download, ...]:
        """The files of its versions, each once though it came back; they are in no archive."""
        return tuple(dict.fromkeys(each.file for each in self.versions if each.file))


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
    those that say `describes_documents = True` one with the documents of all others. `changes` are
    those that git remembers, by the ids of the datasets; `committed` is the date of the commit.
    """

    catalog: Catalog
    datasets: tuple[PublishedDataset, ...]
    report: Report
    base_url: str
    version: str
    documents: tuple[Download, ...] = ()
    archive: Download | None = None
    municipalities: tuple[Municipality, ...] = ()
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    committed: str = ""

    @cached_property
    def as_of(self) -> str:
        """The date as of which the site speaks: its commit's or, without git, the newest change."""
        return self.committed or max((each.modified[:10] for each in self.datasets), default="")

    @property
    def withdrawn(self) -> tuple[Withdrawn, ...]:
        """The datasets that are published no more; each has a page that says so."""
        return self.catalog.withdrawn

    @property
    def files(self) -> tuple[Download, ...]:
        """Every file that is staged beside the pages."""
        files = (file for each in self.datasets for file in each.files)
        return (*files, *self.documents, *filter(None, [self.archive]))

    @property
    def past_files(self) -> tuple[Download, ...]:
        """Every file of a version, staged beside the others."""
        return tuple(file for each in self.datasets for file in each.past_files)
