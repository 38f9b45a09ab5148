"""`reviewed.sha256`: files among the pages that somebody has looked at, in the form of `sha256sum`.

    9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  site_src/pages/map.js

A file that has changed since counts as one that nobody has seen.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from hiraku.problems import Place, Refused
from hiraku.reading.files.paths import admit
from hiraku.visible import path_text

REVIEWED = "reviewed.sha256"
_MAX_BYTES = 1024 * 1024
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def read_reviewed(root: Path) -> frozenset[str]:
    """Return the lines that name files which were looked at; a line of another form names none."""
    if not os.path.lexists(root / REVIEWED):
        return frozenset()
    try:
        path = admit(root, REVIEWED, Place(REVIEWED), max_bytes=_MAX_BYTES).path
    except Refused:
        return frozenset()
    lines = map(_LINE.fullmatch, path.read_text(encoding="utf-8", errors="replace").splitlines())
    return frozenset(f"{line[1]}  {line[2]}" for line in lines if line)


def named_below(root: Path, path: Path) -> str:
    """Return what a file is called in a finding, which may lie beside the catalog's folder."""
    return path_text(os.path.relpath(path, root))


def review_line(root: Path, path: Path) -> str:
    """Return the line that says that a file was looked at as it is now."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return f"{digest}  {named_below(root, path)}"
