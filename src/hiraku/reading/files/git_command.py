"""How git is called: whatever a repository's own configuration says, it runs no other program.

A repository that came as an archive brings its configuration with it, and one that is committed as
files within another has one as well (git-config(1), `safe.bareRepository`). Either may name
programs for what git does besides reading: signatures, monitors, hooks, fetching what is missing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

_SETTINGS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.quotePath": "false",
    "core.sshCommand": "false",
    "diff.external": "",
    "log.showSignature": "false",
    "safe.bareRepository": "explicit",
}


def git_command(root: Path, *arguments: str, more: Mapping[str, str] | None = None) -> list[str]:
    """Return the words that call git in a folder; `more` are settings for this call alone."""
    settings = {**_SETTINGS, **(more or {})}
    set_so = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
    return ["git", *set_so, "-C", str(root), *arguments]


def git_environment() -> dict[str, str]:
    """Return the environment that git is called in: it fetches nothing that it lacks.

    No protocol is of this name (git(1), `GIT_ALLOW_PROTOCOL`); settings cannot allow others.
    """
    return {**os.environ, "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}
