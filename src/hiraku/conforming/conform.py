"""`hiraku conform`: let the validators of others judge a built site, for its page to tell.

What they find is kept in `build/conformance.json` under the fingerprint of the files that they saw;
the next build shows it where its files are the same. A judge that is not installed is not asked,
and nothing is said of it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from msgspec import Struct

from hiraku.conforming.judge import SiteJudge, judges
from hiraku.errors import UsageError
from hiraku.own_folders import own_folder
from hiraku.publishing.site.conformance import OWN_SUITE, RESULTS

_FINGERPRINT = re.compile('id="fingerprint">([0-9a-f]{64})<')
_SHOWN = 5


class JudgeOutcome(Struct, frozen=True):
    """What a judge found: how many `files` he saw, and the first `faults` of each that has some.

    `version` is empty where he is not installed, and was not asked.
    """

    judge: SiteJudge
    version: str = ""
    files: int = 0
    faults: tuple[str, ...] = ()


def conform(root: Path, site: Path) -> Iterator[JudgeOutcome]:
    """Yield what each judge finds in a site, then keep it; raise `UsageError` where none is built.

    It is kept when all have been asked.
    """
    page = site / "conformance" / "index.html"
    mark = _FINGERPRINT.search(page.read_text("utf-8")) if page.is_file() else None
    if not mark:
        raise UsageError("stops.no-site-to-judge", folder=site)
    outcomes = []
    for judge in judges():
        outcomes.append(_outcome(judge, site))
        yield outcomes[-1]
    _keep(root, mark[1], outcomes)


def _outcome(judge: SiteJudge, site: Path) -> JudgeOutcome:
    try:
        installed = version(judge.distribution)
    except PackageNotFoundError:
        return JudgeOutcome(judge)
    files = list(judge.files(site))
    faults = [fault for file in files for fault in _faults(judge, file, site)]
    return JudgeOutcome(judge, installed, len(files), tuple(faults))


def _faults(judge: SiteJudge, file: Path, site: Path) -> Iterator[str]:
    name = file.relative_to(site).as_posix()
    try:
        faults = [str(fault) for fault, _ in zip(judge.faults(file), range(_SHOWN), strict=False)]
    except Exception as error:  # noqa: BLE001 - a judge of others may raise anything
        faults = [f"{type(error).__name__}: {error}"]
    yield from (f"{name}: {fault}" for fault in faults)


def _keep(root: Path, mark: str, outcomes: list[JudgeOutcome]) -> None:
    record: dict[str, Any] = {
        "fingerprint": mark,
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "suite": OWN_SUITE,
        "verdicts": {
            outcome.judge.distribution: {
                "version": outcome.version,
                "passed": not outcome.faults,
                "tests": outcome.files,
            }
            for outcome in outcomes
            if outcome.version and outcome.files
        },
    }
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    (own_folder(root, *RESULTS.parts[:-1]) / RESULTS.name).write_text(text, encoding="utf-8")
