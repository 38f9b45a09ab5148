"""Which files may be opened at all: local regular files under their dataset's own folder.

No symlink in any component, no FIFO or device, no absolute path, no `..`, no URL.
"""

import re
import stat
from pathlib import Path, PurePosixPath

from hiraku.problems import Place, Problem, Refused
from hiraku.reading.shape import nearest

MAX_FILE_BYTES = 1024**3

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def admit(folder: Path, path: str, place: Place, *, max_bytes: int = MAX_FILE_BYTES) -> Path:
    """Return the file that may be opened; raise `Refused` with the reason where none may."""
    _admit_text(path, place)
    reached = folder
    for part in PurePosixPath(path).parts:
        reached = reached / part
        if reached.is_symlink():
            raise Refused(Problem("path-symlink", place, {"path": path}))
    try:
        found = reached.lstat()
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(_missing(folder, path, place)) from None
    if not stat.S_ISREG(found.st_mode):
        raise Refused(Problem("path-not-file", place, {"path": path}))
    if found.st_size > max_bytes:
        raise Refused(Problem("file-too-large", place, {"limit": f"{max_bytes:,}"}))
    return reached


def _admit_text(path: str, place: Place) -> None:
    reason = None
    if _URL.match(path):
        reason = "path-url"
    elif path.startswith(("/", "\\")) or re.match(r"[A-Za-z]:[\\/]", path):
        reason = "path-absolute"
    elif ".." in re.split(r"[\\/]", path):
        reason = "path-parent"
    elif "\0" in path:
        reason = "path-not-file"
    if reason:
        raise Refused(Problem(reason, place, {"path": path}))


def _missing(folder: Path, path: str, place: Place) -> Problem:
    parent = (folder / path).parent
    there = [each.name for each in parent.iterdir()] if parent.is_dir() else []
    near = nearest(PurePosixPath(path).name, there)
    values = {"path": path, "nearest": near}
    return Problem("file-missing", place, values, hint="near" if near else None)
