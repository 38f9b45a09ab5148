"""Each table by its CSV on the Web metadata: every row is read by the types that it says."""

import json
from collections.abc import Iterator
from pathlib import Path

from hiraku.conforming.judge import SiteJudge


def _files(site: Path) -> Iterator[Path]:
    yield from sorted(site.glob("datasets/*/*.csv-metadata.json"))


def _faults(path: Path) -> Iterator[str]:
    from csvw import TableGroup  # noqa: PLC0415 - may not be installed

    group = TableGroup.from_file(path)
    for table in group.tables:
        rows = sum(1 for _ in table.iterdicts(strict=True))
        if rows != (wanted := _rows(path.parent / table.url.string)):
            yield f"{table.url.string}: {rows} ≠ {wanted}"


def _rows(path: Path) -> int:
    values = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return len(values)


site_judge = SiteJudge(distribution="csvw", files=_files, faults=_faults)
