"""Small files of up to 2,000 rows, which any host can serve.

Each is a gzip file of its own, so that a host that does not compress costs no more.
"""

from collections.abc import Iterator
from pathlib import Path

from hiraku.publishing.previews.gzip_members import gzip_members
from hiraku.publishing.previews.transport import Transport
from hiraku.publishing.site.site_path import StagePath, below


def _write(csv: Path, folder: StagePath, rows: int) -> Iterator[Path]:
    """Write `0001.csv.gz` and so on; yield each."""
    for number, member in enumerate(gzip_members(csv, rows), 1):
        target = below(folder, f"{number:04}.csv.gz")
        target.write_bytes(member)
        yield target


transport = Transport(rows=2_000, write=_write)
