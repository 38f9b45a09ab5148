"""What a download format is; each is a file in `exports/`."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from hiraku.model import Words
from hiraku.publishing.site.published.download import Format
from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.registry import entries


def always(_table: PublishedTable) -> None:
    """Leave a format out of no table."""


class Export(Struct, frozen=True, kw_only=True):
    """A format in which tables are published; `title` names it.

    `media_type` is that of its files (RFC 6838), `extension` what their names end with, without the
    first dot. `dcat_format` is the code of the European authority table of file types, empty where
    there is none. A `packed` file would only be packed again by a server. `audience` says whom the
    format is for, `position` where it stands on pages; those without come last, by their extension.

    `omitted` returns why a table does not come in the format: None where it does, an empty text
    where there is nothing to tell. `write` writes the table's rows in the order of the file, from
    the one projection `PublishedTable.typed`, or its texts; the same table gives the same bytes.
    """

    title: Words
    extension: str
    media_type: str
    dcat_format: str
    write: Callable[[PublishedTable, StagePath], None]
    packed: bool = False
    omitted: Callable[[PublishedTable], Words | None] = always
    audience: Words | None = None
    position: int = 9

    @property
    def format(self) -> Format:
        """What pages show of it."""
        return Format(self.title, self.extension, self.position)


def exports() -> list[Export]:
    """Return every format in the order in which pages show them."""
    known = entries("hiraku.publishing.tables.exports", Export).values()
    return sorted(known, key=lambda export: (export.position, export.extension))
