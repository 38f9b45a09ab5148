"""A dataset that passed, with the files it has been."""

from __future__ import annotations

from msgspec import Struct

from hiraku.model import Dataset, Resource
from hiraku.problems import Report
from hiraku.publishing.site.published.chart import Chart
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.table import PublishedResource


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


class PublishedDataset(Struct, frozen=True):
    """A dataset that passed; `documents` are its metadata files.

    `stated` is the line of its headline, where it states one or its table can be but one line; it
    is not drawn.

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
    stated: Chart | None = None

    @property
    def files(self) -> tuple[Download, ...]:
        """Every file beside the page: downloads of tables, charts, documents, the archive."""
        downloads = (file for table in self.resources for file in table.downloads)
        charts = (file for chart in self.charts for file in chart.downloads.values())
        return (*downloads, *charts, *self.documents, *filter(None, [self.archive]))

    @property
    def pictures(self) -> tuple[Download, ...]:
        """Its charts as PNG: for people's papers, so that no ZIP and no list of a page has them."""
        return tuple(file for chart in self.charts for file in chart.pictures.values())

    @property
    def unpictured(self) -> tuple[str, ...]:
        """The paths of the charts that could not be PNG: no font has all their letters."""
        return tuple(
            file.path
            for chart in self.charts
            for code, file in chart.downloads.items()
            if code not in chart.pictures
        )

    @property
    def past_files(self) -> tuple[Download, ...]:
        """The files of its versions, each once though it came back; they are in no archive."""
        released = (file for release in self.releases for file in release.files)
        files = (version.file for version in self.versions if version.file)
        return tuple(dict.fromkeys((*files, *released)))
