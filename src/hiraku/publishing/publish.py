"""The story of publishing: check, build aside, verify, exchange. Or show the site, and follow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from hiraku.changes.compare.gate import with_gates
from hiraku.checking.targets import catalog_root
from hiraku.errors import UsageError
from hiraku.problems import Report
from hiraku.progress import Told
from hiraku.publishing.mkdocs_build import build, configuration, plugin_of, serving, sources
from hiraku.publishing.release import exchange
from hiraku.publishing.release.exchange import demand_replaceable, release
from hiraku.publishing.release.ledger import keep_ledger, read_ledger
from hiraku.publishing.site import links
from hiraku.reading.files.history import is_shallow


class Published(Struct, frozen=True):
    """The report, where the site is, and how many files it has (0 where it was not published)."""

    report: Report
    site_dir: Path
    files: int = 0


def publish(
    start: Path, site_dir: Path | None, told: Told, ledger: Path | None = None
) -> Published:
    """Check, build aside, verify, and put the new site in the old one's place.

    `ledger` is a copy of the live site's; that of the catalog counts as well, where it has one.
    """
    root = catalog_root(start)
    config = configuration(root)
    target = (start / site_dir if site_dir else Path(config.site_dir)).resolve()
    demand_replaceable(target, sources(config))
    plugin = plugin_of(config)
    plugin.released = True
    try:
        report = with_gates(plugin.plan(config, told), root)
        if not report.ok:
            return Published(report, target)
        known = _published(root, ledger)
        files = release(target, lambda aside: build(config, aside), sources(config), known)
        keep_ledger(target, root / links.LEDGER)
        return Published(report, target, files)
    finally:
        plugin.forget()


def _published(root: Path, ledger: Path | None) -> exchange.Published:
    kept = root / links.LEDGER
    copies = [path for path in (kept if kept.is_file() else None, ledger) if path]
    for path in copies:
        if not path.is_file():
            raise UsageError(f"「{path}」がありません。", f'There is no "{path}".')
    known = {key: said for path in copies for key, said in read_ledger(path).items()}
    return exchange.Published(known, is_shallow(root))


def serve(start: Path, port: int, language: str, listening: Callable[[str], None]) -> None:
    """Serve the site on this machine's loopback and follow changes.

    `listening` is told the address as soon as it answers.
    """
    root = catalog_root(start)
    plugin_of(configuration(root)).language = language
    serving(root, port, listening)
