"""Time of a whole run on a pull request: the steps of the workflow, from installing to judging.

    python tests/bench/pull_request.py

The tool is installed into a fresh environment from the lock, once with an empty cache of pip (every
package from PyPI) and once with a full one; then `hiraku check` and the workflow's own step judge a
change of this catalog.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import yaml
from bench import PAGE
from comparisons import ROOT
from report import write_between
from row_differences import change_a_value

from hiraku.changes.workflows import workflows

MARKS = ("<!-- bench-pull-request -->", "<!-- /bench-pull-request -->")
HEAD = ("手順", "時間（秒）", "計算（秒）")
GOAL = 60
EXPLANATION = (
    "`hiraku ci github` が書くワークフローの手順を、このカタログで1つの値を変えて動かす時間です。",
    f"目標は、すべて合わせて{GOAL}秒以内（2コア）です。pip の控えがないときと、あるときです。",
)
_CHECK = '"$RUNNER_TEMP/hiraku/bin/hiraku" check'


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="hiraku-pull-request-"))
    try:
        text = "\n".join(_page(_measured(folder)))
    finally:
        shutil.rmtree(folder)
    sys.stdout.write(text + "\n")
    if "--no-write" not in sys.argv:
        write_between(PAGE, MARKS, text)
    return 0


def _measured(folder: Path) -> Iterator[tuple[str, float, float]]:
    """Yield each step with its seconds by the clock and of all processors."""
    given = _sent(folder)
    steps = dict(_steps())
    for name in ("取得と組み立て（控えなし）", "取得と組み立て（控えあり）"):
        shutil.rmtree(folder / "temp" / "hiraku", ignore_errors=True)
        yield name, *_timed(steps["Install the tool of the base branch"], folder, given)
    yield "hiraku check", *_timed(_CHECK, folder / "head", given)
    yield "hiraku changes（2つの形）", *_timed(steps["Judge"], folder / "head", given)


def _steps() -> Iterator[tuple[str, str]]:
    tree = yaml.safe_load(workflows(ROOT)[".github/workflows/hiraku-changes.yml"])
    (job,) = tree["jobs"].values()
    for step in job["steps"]:
        if "run" in step:
            yield step["name"], step["run"]


def _sent(folder: Path) -> dict[str, str]:
    """Lay the base branch and what was sent side by side; return the steps' environment."""
    for side in ("base", "head"):
        _git(folder, "clone", "-q", f"file://{ROOT}", side)
    head = folder / "head"
    change_a_value(head / "datasets" / "kpi")
    author = ("-c", "user.name=n", "-c", "user.email=n@example.org")
    _git(head, *author, "commit", "-q", "-a", "-m", "Correct a value")
    temp = folder / "temp"
    temp.mkdir()
    python = Path(sys.base_prefix) / "bin"
    return {
        "PATH": f"{python}{os.pathsep}{os.environ['PATH']}",
        "RUNNER_TEMP": str(temp),
        "PIP_CACHE_DIR": str(folder / "cache"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
        "BASE": "HEAD~1",
        "HEAD": "HEAD",
    }


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(("git", *arguments), cwd=folder, check=True)


def _timed(script: str, folder: Path, given: dict[str, str]) -> tuple[float, float]:
    """Run a step as the runner does; its verdict is no fault of the bench."""
    began, before = time.monotonic(), _computed()
    command = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **given},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stderr)
    return time.monotonic() - began, _computed() - before


def _computed() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _page(steps: Iterator[tuple[str, float, float]]) -> Iterator[str]:
    measured = list(steps)
    yield from (f"- {line}" for line in EXPLANATION)
    yield ""
    yield f"| {' | '.join(HEAD)} |"
    yield "|---|---:|---:|"
    for name, seconds, computed in (*measured, *_wholes(measured)):
        yield f"| {name} | {seconds:.1f} | {computed:.1f} |"


def _wholes(steps: list[tuple[str, float, float]]) -> Iterator[tuple[str, float, float]]:
    cold, warm, *judging = steps
    for name, install in (("全体（控えなし）", cold), ("全体（控えあり）", warm)):
        parts = (install, *judging)
        yield name, sum(part[1] for part in parts), sum(part[2] for part in parts)


if __name__ == "__main__":
    sys.exit(main())
