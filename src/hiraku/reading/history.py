"""When did a dataset's content last change? Git knows, where there is a history."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path


def changed_on(root: Path) -> Mapping[str, str]:
    """Return the ISO 8601 date of the last commit that touched each folder or schema.

    Keys are `datasets/<folder>` and `schemas/<file>`, empty where there is no history. Dates are
    the committers' own, so that they do not depend on where the site is built.
    """
    log = ("log", "-z", "--format=%x01%cs", "--name-only", "--relative")
    return _latest(_git(root, *log, "--", "datasets", "schemas"))


def commit(root: Path) -> str | None:
    """Return the commit that stands checked out, None where there is no history."""
    return _git(root, "rev-parse", "--verify", "HEAD").strip() or None


def _git(root: Path, *arguments: str) -> str:
    """Return what git says, nothing where it cannot."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no shell
            ["git", "-C", str(root), *arguments],  # noqa: S607 - the one on the user's path
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


def _latest(log: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for commit in log.split("\1")[1:]:
        date, *files = commit.split("\0")
        for file in filter(None, (each.lstrip("\n") for each in files)):
            found.setdefault("/".join(file.split("/")[:2]), date)
    return found
