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
    "advice.graftFileDeprecated": "false",
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


# git(1), "Environment Variables". No protocol is of the name "none"; settings cannot allow others.
# Paths are no patterns, what is replaced or grafted is no past, an index stays as it is, and what
# git says is understood whatever the language.
_VARIABLES = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
}
# A hook of another repository, from which hiraku was called, has set some of these for its own; the
# last exclude literal paths.
_OF_ANOTHER = {
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_NAMESPACE"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE"),
    *("GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
}


def git_environment() -> dict[str, str]:
    """Return the environment that git is called in: it tells of this folder alone."""
    own = {name: text for name, text in os.environ.items() if name not in _OF_ANOTHER}
    return {**own, **_VARIABLES}
