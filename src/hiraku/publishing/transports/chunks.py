"""One small file for each 2,000 rows, which any host can serve.

Each is a gzip file of its own, so that a host that does not compress costs no more.
"""

from collections.abc import Iterator
from pathlib import Path

from hiraku.publishing.members import members

# The pages of the preview have 50 rows: a multiple of it keeps each page in one file.
ROWS = 2_000


def write(csv: Path, folder: Path) -> Iterator[Path]:
    """Write `0001.csv.gz` and so on; yield each."""
    for number, member in enumerate(members(csv, ROWS), 1):
        target = folder / f"{number:04}.csv.gz"
        target.write_bytes(member)
        yield target
