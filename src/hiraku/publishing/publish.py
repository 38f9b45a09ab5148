"""The story of publishing: check, build aside, verify, exchange. Or show the site, and follow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hiraku.admitted import demand_file
from hiraku.changes.compare.gate import with_gates
from hiraku.checking.targets import catalog_root
from hiraku.own_files import own_file
from hiraku.problems import Report
from hiraku.progress import ProgressListener
from hiraku.publishing.mkdocs_build import (
    build,
    configuration,
    demand_addresses,
    demand_nothing_ignored,
    own_target,
    plugin_of,
    request,
    root_of,
    serving,
    sources,
    staged,
)
from hiraku.publishing.publication import prepare
from hiraku.publishing.release import exchange
from hiraku.publishing.release.exchange import demand_replaceable, release
from hiraku.publishing.release.ledger import keep_ledger, read_ledger
from hiraku.publishing.site import links
from hiraku.reading.files.history import is_shallow


class Published(Struct, frozen=True):
    """The report, where the site is, and how many files it has (0 where it was not published).

    `shallow` tells that git knows only the newest commits, so that the history is cut. `unpictured`
    are the paths of the charts that could be no PNG.
    """

    report: Report
    site_dir: Path
    files: int = 0
    shallow: bool = False
    unpictured: tuple[str, ...] = ()


def publish(
    start: Path,
    site_dir: Path | None,
    listener: ProgressListener,
    *,
    untrusted: bool = False,
    ledger: Path | None = None,
) -> Published:
    """Check, build aside, verify, and put the new site in the old one's place.

    `ledger` is a copy of the live site's; that of the catalog counts as well, where it has one.
    """
    config = configuration(catalog_root(start), untrusted=untrusted)
    plugin_of(config)  # a configuration without it stops here, before the work
    demand_addresses(config)
    demand_nothing_ignored(config)
    target = (start / site_dir).resolve() if site_dir else own_target(config)
    demand_replaceable(target, sources(config))
    with staged(config) as stage:
        asked = request(config, stage, listener, serving=False)
        publication = prepare(replace(asked, sandboxed=untrusted))
        problems = (*publication.report.problems, *publication.late)
        report = with_gates(replace(publication.report, problems=problems), root_of(config))
        if not report.ok:
            return Published(report, target)
        known = _published(root_of(config), ledger)
        files = release(
            target, lambda aside: build(config, publication, aside), sources(config), known
        )
        keep_ledger(target, root_of(config) / links.LEDGER)
        return Published(report, target, files, known.shallow, publication.unpictured)


def _published(root: Path, ledger: Path | None) -> exchange.KeptLedger:
    """Return what is known to have been published: by the catalog's ledger and by a copy."""
    kept = own_file(root, links.LEDGER)
    copies = [path for path in (kept if kept.is_file() else None, ledger) if path]
    for path in copies:
        demand_file(path)
    known = {key: said for path in copies for key, said in read_ledger(path).items()}
    return exchange.KeptLedger(known, is_shallow(root))


def serve(start: Path, port: int, language: str, listening: Callable[[str], None]) -> None:
    """Serve the site on this machine's loopback and follow changes.

    `listening` is told the address as soon as it answers.
    """
    serving(catalog_root(start), port, language, listening)
