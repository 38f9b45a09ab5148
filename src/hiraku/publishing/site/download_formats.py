"""The formats that a dataset's tables come in."""

from __future__ import annotations

from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Format


def formats_of(published: PublishedDataset) -> tuple[Format, ...]:
    """Return each format once, in the order in which pages show them."""
    formats = {
        file.format for table in published.resources for file in table.downloads if file.format
    }
    return tuple(sorted(formats, key=lambda form: (form.position, form.extension)))
