"""The files from which a page shows more of a table than its first rows, without a server.

A small table is read whole from its CSV. A large one is read by parts, in the transport that
mkdocs.yml names; what would need all parts at once is made beforehand by `extracts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from hiraku.model import Text
from hiraku.publishing import extracts, links
from hiraku.publishing.published_table import PublishedTable
from hiraku.publishing.site import PREVIEW_ROWS, Download, Preview, Profile
from hiraku.registry import entries

WHOLE_ROWS = 10_000
WHOLE_BYTES = 300_000
# Ten thousand rows of a very wide table are no small file.
MOST_BYTES = 2_000_000

TITLE = Text("画面で見るための一部", "Part for the screen")
_TYPES = {".gz": "application/gzip", ".json": "application/json"}

Described = Callable[[str, Path, Text, str], Download]


def preview(
    table: PublishedTable,
    csv: Path,
    profiles: tuple[Profile, ...],
    transport: str,
    target: Callable[[str], Path],
    described: Described,
) -> Preview:
    """Write what the preview of a table needs.

    `csv` is its CSV download; `target` tells where the file of a path on the site is to be written,
    `described` makes a written file a download.
    """
    source = table.table.name
    if is_small(table.table.rows, csv.stat().st_size):
        many = table.table.rows > PREVIEW_ROWS
        return Preview("whole", extracts.choices(table, source, profiles) if many else ())
    folder = target(links.preview(table.dataset, table.resource, "x")).parent
    with extracts.copied(table) as copy:
        made = extracts.Extracts(table, folder, copy)
        choices = extracts.choices(table, copy, profiles)
        written = [*made.ends(), *made.having(choices)]
    kind = entries("hiraku.publishing.transports")[transport]
    written += kind.write(csv, folder)
    return Preview(
        transport, choices, kind.ROWS, tuple(_described(table, sorted(written), described))
    )


def is_small(rows: int, size: int) -> bool:
    """Tell whether a browser should read the whole CSV, of so many rows and bytes, at once."""
    return size <= WHOLE_BYTES or (rows <= WHOLE_ROWS and size <= MOST_BYTES)


def _described(
    table: PublishedTable, written: list[Path], described: Described
) -> Iterator[Download]:
    for file in written:
        path = links.preview(table.dataset, table.resource, file.name)
        yield described(path, file, TITLE, _TYPES[file.suffix])
