"""What is published, as data: the pages are rendered from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field

from hiraku.changes.released_versions.between import VersionDifference
from hiraku.changes.released_versions.committed import CommittedVersion
from hiraku.changes.timeline import Change
from hiraku.model import Catalog, Dataset, Field, Resource, Text, Tile, View, Withdrawn, Words
from hiraku.problems import Report

PREVIEW_ROWS = 20
# What stands in a tile that only says that there is a row.
THERE = "●"


class Format(Struct, frozen=True):
    """A format in which tables are published, and where it stands on pages."""

    title: Words
    extension: str
    position: int


class Download(Struct, frozen=True):
    """A file that is published beside the pages; `path` is relative to the site's root.

    `audience` says whom the format is for, where the format says so; `format` is that of a table.
    """

    path: str
    title: Text
    media_type: str
    size: int
    sha256: str
    audience: Words | None = None
    format: Format | None = None


class Omission(Struct, frozen=True):
    """A format that a table does not come in, and why."""

    title: Words
    reason: Words


class Profile(Struct, frozen=True):
    """The counts of one column.

    `smallest` and `largest` are given for types with an order, `true` for truth values.
    """

    present: int
    missing: int
    distinct: int
    smallest: str | None = None
    largest: str | None = None
    true: int | None = None


class Choice(Struct, frozen=True):
    """A value that a column has, and in how many rows."""

    text: str
    rows: int


class Preview(Struct, frozen=True):
    """How a page reads more rows than it shows: `whole` from the CSV, or by a transport's parts.

    `choices` are the values of each column that has few, `part` and `extract` the numbers of rows
    in a part and in what is made beforehand; `histograms` tells which columns have one. `files` are
    for the page's script alone, no downloads.
    """

    transport: str = "whole"
    choices: tuple[tuple[Choice, ...], ...] = ()
    part: int = 0
    extract: int = 0
    files: tuple[Download, ...] = ()
    histograms: tuple[bool, ...] = ()


class PublishedResource(Struct, frozen=True):
    """A table that passed.

    `first` holds the first 20 rows as canonical text in the order of the fields, missing values as
    they stand in the file; `profiles` are in the same order. `types` are the SQL types that hold
    each field's column exactly.
    """

    resource: Resource
    rows: int
    first: tuple[tuple[str, ...], ...]
    downloads: tuple[Download, ...]
    omissions: tuple[Omission, ...] = ()
    profiles: tuple[Profile, ...] = ()
    preview: Preview = Preview()
    types: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        return self.resource.schema.fields if self.resource.schema else ()


class Version(Struct, frozen=True):
    """A file that a table has been, since `date` (ISO 8601); `file` where it is published still."""

    resource: Resource
    date: str
    commit: str
    sha256: str
    size: int
    rows: int | None = None
    file: Download | None = None
    blob: str = ""


class Release(Struct, frozen=True):
    """The CSV files of a version, at an address that never holds anything else."""

    version: str
    date: str
    files: tuple[Download, ...]


class Heading(Struct, frozen=True):
    """The head of a column of figures; `name` is the field's, where the column is one."""

    title: Words
    unit: Text | None = None
    number: bool = False
    name: str = ""


class Figures(Struct, frozen=True):
    """The numbers of a chart as texts of the table, None where there is none.

    `rows` have a text for each of the `headings`, in their order. `tiles` are those of a grid of
    tiles; the first column then holds their codes. `cut` is how many of the rows are drawn, 0 where
    all are. `ranks` are those that the table gives the line that stands out, by the moment.
    """

    headings: tuple[Heading, ...]
    rows: tuple[tuple[str | None, ...], ...]
    tiles: tuple[Tile, ...] = ()
    cut: int = 0
    ranks: Mapping[str, str] = field(default_factory=dict)


class Chart(Struct, frozen=True):
    """A view that was drawn: its numbers, the SVG for the page of each language, the files.

    `words` are what texts of the data are called in the chart.
    """

    view: View
    figures: Figures
    drawings: Mapping[str, str]
    downloads: Mapping[str, Download]
    words: Mapping[str, Words]


class PublishedDataset(Struct, frozen=True):
    """A dataset that passed; `documents` are its metadata files.

    `modified` is the ISO 8601 date of the last change of anything, `file_modified` that of its
    tables' files, whatever changed in them.
    """

    dataset: Dataset
    resources: tuple[PublishedResource, ...]
    documents: tuple[Download, ...]
    modified: str
    report: Report
    archive: Download | None = None
    file_modified: str = ""
    versions: tuple[Version, ...] = ()
    releases: tuple[Release, ...] = ()
    charts: tuple[Chart, ...] = ()

    @property
    def files(self) -> tuple[Download, ...]:
        """Every file beside the page: downloads of tables, charts, documents, the archive."""
        downloads = (file for table in self.resources for file in table.downloads)
        charts = (file for chart in self.charts for file in chart.downloads.values())
        return (*downloads, *charts, *self.documents, *filter(None, [self.archive]))

    @property
    def past_files(self) -> tuple[Download, ...]:
        """The files of its versions, each once though it came back; they are in no archive."""
        released = (file for release in self.releases for file in release.files)
        files = (version.file for version in self.versions if version.file)
        return tuple(dict.fromkeys((*files, *released)))


class AreaFigure(Struct, frozen=True):
    """A number of a municipality at the newest time, and its rank from the highest, of how many.

    `time` is the field that says as of when, for a number may be counted on another day.
    `own` and `whole` hold its values and those of the whole area by their time (ISO 8601), in the
    order of time; `whole` is empty where no table has them.
    """

    field: Field
    time: Field
    newest: str
    rank: int
    ranked: int
    own: Mapping[str, str]
    whole: Mapping[str, str]


class MunicipalityRows(Struct, frozen=True):
    """What a dataset says of a municipality: how many rows, and the first of them.

    They are texts as those of `PublishedResource.first`.
    """

    dataset: Dataset
    resource: Resource
    total: int
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[AreaFigure, ...] = ()


class Municipality(Struct, frozen=True):
    """A municipality of the catalog's register; `code` is its 全国地方公共団体コード."""

    code: str
    name: Text
    kana: str | None
    tables: tuple[MunicipalityRows, ...] = ()

    @property
    def datasets(self) -> int:
        """The number of datasets that have rows for it."""
        return len({table.dataset.id for table in self.tables})


class Site(Struct, frozen=True, dict=True):
    """The whole site: the `catalog`, its `datasets` in their order, and the `report` on them.

    `base_url` is absolute and ends with a slash, `version` is that of hiraku. `archive` holds all
    of it in one file; `municipalities` are those of the catalog's register, in its order.
    `documents` describe the catalog as a whole. Vocabularies are given a site without documents,
    those that say `describes_documents = True` one with the documents of all others. `changes` are
    those that git remembers, by the ids of the datasets, `versions` those of the descriptors in
    commits, `between` what differs between each two that are kept; `committed` is the date of the
    commit.
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
    versions: Mapping[str, tuple[CommittedVersion, ...]] = field(default_factory=dict)
    between: Mapping[str, tuple[VersionDifference, ...]] = field(default_factory=dict)
    committed: str = ""

    @cached_property
    def as_of(self) -> str:
        """The date as of which the site speaks: its commit's or, without git, the newest change."""
        return self.committed or max(
            (published.modified[:10] for published in self.datasets), default=""
        )

    @property
    def withdrawn(self) -> tuple[Withdrawn, ...]:
        """The datasets that are published no more; each has a page that says so."""
        return self.catalog.withdrawn

    @property
    def withdrawn_parts(self) -> tuple[Withdrawn, ...]:
        """The tables and versions that were taken back of datasets that are still there."""
        parts = self.catalog.withdrawn_parts
        return tuple(part for part in parts if self.catalog.dataset(part.id))

    @property
    def files(self) -> tuple[Download, ...]:
        """Every file beside the pages that people and programs are told of."""
        files = (file for published in self.datasets for file in published.files)
        return (*files, *self.documents, *filter(None, [self.archive]))

    @property
    def staged(self) -> tuple[Download, ...]:
        """Every file beside the pages, with past ones and those that only a page's script reads."""
        tables = (table for published in self.datasets for table in published.resources)
        preview = (file for table in tables for file in table.preview.files)
        past = (file for published in self.datasets for file in published.past_files)
        return (*self.files, *past, *preview)
