"""The whole site, as data: the pages are rendered from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field

from hiraku.changes.released_versions.between import VersionDifference
from hiraku.changes.released_versions.committed import CommittedVersion
from hiraku.changes.timeline import Change
from hiraku.model import Catalog, Withdrawn
from hiraku.problems import Report
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.guide import Guide
from hiraku.publishing.site.published.municipality import Municipality


class Site(Struct, frozen=True, dict=True):
    """The whole site: the `catalog`, its `datasets` in their order, and the `report` on them.

    `base_url` is absolute and ends with a slash, `version` is that of hiraku. `archive` holds all
    of it in one file; `municipalities` are those of the catalog's register, in its order.
    `documents` describe the catalog as a whole. Vocabularies are given a site without documents,
    those that say `describes_documents = True` one with the documents of all others. `changes` are
    those that git remembers, by the ids of the datasets, `versions` those of the descriptors in
    commits, `between` what differs between each two that are kept; `committed` is the date of the
    commit. `guides` are the pages that people wrote; `search_files` are for the page of the search.
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
    guides: tuple[Guide, ...] = ()
    search_files: tuple[Download, ...] = ()

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
        pictures = (file for published in self.datasets for file in published.pictures)
        return (*self.files, *past, *preview, *pictures, *self.search_files)
