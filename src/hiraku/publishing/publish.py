"""The story of publishing: check, build aside, verify, exchange. Or show the site, and follow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hiraku.checking.targets import catalog_root
from hiraku.problems import Report
from hiraku.progress import ProgressListener
from hiraku.publishing.mkdocs_build import (
    build,
    configuration,
    own_target,
    plugin_of,
    request,
    root_of,
    serving,
    sources,
    staged,
)
from hiraku.publishing.publication import prepare
from hiraku.publishing.release.exchange import demand_replaceable, release
from hiraku.reading.files.history import is_shallow


class Published(Struct, frozen=True):
    """The report, where the site is, and how many files it has (0 where it was not published).

    `shallow` tells that git knows only the newest commits, so that the history is cut.
    """

    report: Report
    site_dir: Path
    files: int = 0
    shallow: bool = False


def publish(
    start: Path, site_dir: Path | None, listener: ProgressListener, *, untrusted: bool = False
) -> Published:
    """Check, build aside, verify, and put the new site in the old one's place."""
    config = configuration(catalog_root(start), untrusted=untrusted)
    target = (start / site_dir).resolve() if site_dir else own_target(config)
    demand_replaceable(target, sources(config))
    plugin_of(config)  # a configuration without it stops here, before the work
    with staged(config) as stage:
        asked = request(config, stage, listener, serving=False)
        publication = prepare(replace(asked, sandboxed=untrusted))
        if not publication.report.ok:
            return Published(publication.report, target)
        files = release(target, lambda aside: build(config, publication, aside), sources(config))
        return Published(publication.report, target, files, is_shallow(root_of(config)))


def serve(start: Path, port: int, language: str, listening: Callable[[str], None]) -> None:
    """Serve the site on this machine's loopback and follow changes.

    `listening` is told the address as soon as it answers.
    """
    serving(catalog_root(start), port, language, listening)
