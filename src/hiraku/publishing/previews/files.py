"""The files from which a page shows more of a table than its first rows, without a server.

A small table is read whole from its CSV. A large one is read by parts, in the transport that
mkdocs.yml names; what would need all parts at once is made beforehand by `extracts`.
"""

from __future__ import annotations

from pathlib import Path

from hiraku.publishing.previews import extracts, histograms
from hiraku.publishing.previews.gzip_members import rows_of_part
from hiraku.publishing.previews.transport import transports
from hiraku.publishing.site.published.table import PREVIEW_ROWS, Preview, Profile
from hiraku.publishing.site.site_path import StagePath
from hiraku.publishing.tables.published_table import PublishedTable

WHOLE_ROWS = 10_000
WHOLE_BYTES = 300_000
# Ten thousand rows of a very wide table are no small file.
MOST_BYTES = 2_000_000


def preview(
    table: PublishedTable,
    csv: Path,
    profiles: tuple[Profile, ...],
    transport: str,
    folder: StagePath,
) -> tuple[Preview, list[Path]]:
    """Write what the preview of a table needs into a folder, and return the files as well.

    `csv` is the CSV that is published.
    """
    source, rows = table.table.sql, table.table.rows
    if is_small(rows, csv.stat().st_size):
        known = rows > PREVIEW_ROWS
        return Preview("whole", extracts.choices(table, source, profiles) if known else ()), []
    kind = transports()[transport]
    part, extract = (rows_of_part(most, csv, rows) for most in (kind.rows, extracts.ROWS))
    with extracts.copied(table) as copy:
        made = extracts.Extracts(table, folder, copy, extract)
        choices = extracts.choices(table, copy, profiles)
        spreads = histograms.spreads(table.types, profiles)
        written = [*made.sorted_ends(), *made.rows_of_values(choices), *made.histograms(spreads)]
    written += kind.write(csv, folder, part)
    shown = Preview(transport, choices, part, extract, histograms=tuple(map(bool, spreads)))
    return shown, sorted(written)


def is_small(rows: int, size: int) -> bool:
    """Tell whether a browser should read the whole CSV, of so many rows and bytes, at once."""
    return size <= WHOLE_BYTES or (rows <= WHOLE_ROWS and size <= MOST_BYTES)
