"""Every Atom feed."""

from collections.abc import Iterator
from pathlib import Path

from hiraku.conforming.judge import SiteJudge


def _files(site: Path) -> Iterator[Path]:
    yield from sorted(site.rglob("feed.xml"))


def _faults(path: Path) -> Iterator[str]:
    import feedparser  # noqa: PLC0415 - may not be installed

    feed = feedparser.parse(path.read_bytes())
    if feed.bozo:
        yield str(feed.bozo_exception)
    if feed.version != "atom10":
        yield f"version={feed.version}"


site_judge = SiteJudge(distribution="feedparser", files=_files, faults=_faults)
