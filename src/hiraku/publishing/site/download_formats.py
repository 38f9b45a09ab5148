"""The formats that a dataset's tables come in, and the media types of stewards' own files."""

from __future__ import annotations

from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Format

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def formats_of(published: PublishedDataset) -> tuple[Format, ...]:
    """Return each format once, in the order in which pages show them."""
    formats = {
        file.format for table in published.resources for file in table.downloads if file.format
    }
    return tuple(sorted(formats, key=lambda form: (form.position, form.extension)))
