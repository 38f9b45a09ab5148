"""Each Data Package, its description and every cell of its CSV."""

from collections.abc import Iterator
from pathlib import Path

from hiraku.conforming.judge import SiteJudge


def _files(site: Path) -> Iterator[Path]:
    yield from sorted(site.glob("datasets/*/datapackage.json"))


def _faults(path: Path) -> Iterator[str]:
    import frictionless  # noqa: PLC0415 - takes a second

    report = frictionless.validate(str(path), limit_errors=10)
    yield from report.flatten(["message"])


site_judge = SiteJudge(distribution="frictionless", files=_files, faults=_faults)
