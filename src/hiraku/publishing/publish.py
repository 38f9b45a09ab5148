"""The story of publishing: check, build aside, verify, exchange. Or show the site, and follow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from hiraku.checking.targets import catalog_root
from hiraku.problems import Report
from hiraku.progress import Told
from hiraku.publishing.mkdocs_build import (
    build,
    configuration,
    own_target,
    plugin_of,
    root_of,
    serving,
    sources,
)
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
    start: Path, site_dir: Path | None, told: Told, *, untrusted: bool = False
) -> Published:
    """Check, build aside, verify, and put the new site in the old one's place."""
    config = configuration(catalog_root(start), untrusted=untrusted)
    target = (start / site_dir).resolve() if site_dir else own_target(config)
    demand_replaceable(target, sources(config))
    plugin = plugin_of(config)
    plugin.released = True
    plugin.sandboxed = untrusted
    try:
        report = plugin.plan(config, told)
        if not report.ok:
            return Published(report, target)
        files = release(target, lambda aside: build(config, aside), sources(config))
        return Published(report, target, files, is_shallow(root_of(config)))
    finally:
        plugin.sandboxed = False
        plugin.forget()


def serve(start: Path, port: int, language: str, listening: Callable[[str], None]) -> None:
    """Serve the site on this machine's loopback and follow changes.

    `listening` is told the address as soon as it answers.
    """
    root = catalog_root(start)
    plugin_of(configuration(root)).language = language
    serving(root, port, listening)
