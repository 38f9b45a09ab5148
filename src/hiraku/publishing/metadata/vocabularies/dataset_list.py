"""The list of all datasets for programs, as CSV and as the addresses of their Data Packages."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from hiraku.checking.types.formulas import inert
from hiraku.languages import Message
from hiraku.model import Text
from hiraku.publishing.metadata.translations import further
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links, uuids
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site

_TITLE = Message("files.dataset-list")


_BEFORE = ("id", "uuid", "title")
_AFTER = (
    "theme", "version", "created", "modified",
    "update_frequency", "rows", "license", "url", "datapackage",
)  # fmt: skip


def _describe(site: Site) -> Iterator[MetadataFile]:
    rows = [_row(published, site) for published in site.datasets]
    titles = further("title", Text({}), site.catalog.languages)
    written = StringIO()
    writer = csv.DictWriter(written, [*_BEFORE, *titles, *_AFTER], lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(inert, rows))
    yield MetadataFile(links.DATASETS_CSV, _TITLE, written.getvalue(), "text/csv")
    packages = [
        {key: row[key] for key in ("id", "title", "modified", "datapackage")} for row in rows
    ]
    yield MetadataFile(links.PACKAGES, _TITLE, packages)


def _row(published: PublishedDataset, site: Site) -> dict[str, Any]:
    dataset = published.dataset
    package = links.document(dataset.id, "datapackage.json")
    return {
        "id": dataset.id,
        "uuid": uuids.dataset(dataset, site.catalog),
        "title": str(dataset.title),
        **further("title", dataset.title, site.catalog.languages),
        "theme": dataset.theme or "",
        "version": dataset.version or "",
        "created": (dataset.created or "")[:10],
        "modified": published.modified,
        "update_frequency": dataset.update_frequency or "",
        "rows": sum(table.rows for table in published.resources),
        "license": ";".join(licence.name for licence in dataset.licenses),
        "url": links.absolute(site.base_url, links.dataset(dataset.id)),
        "datapackage": links.absolute(site.base_url, package),
    }


vocabulary = Vocabulary(_describe)
