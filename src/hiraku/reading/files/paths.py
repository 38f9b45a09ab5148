"""Which files may be opened at all: local regular files under their dataset's own folder.

No symlink in any component, no FIFO or device, no absolute path, no `..`, no URL.
"""

import errno
import re
import stat
from pathlib import Path, PurePosixPath

from hiraku.problems import Place, Problem, Refused
from hiraku.spelling import nearest

MAX_FILE_BYTES = 1024**3

_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def admit(folder: Path, path: str, place: Place, *, max_bytes: int = MAX_FILE_BYTES) -> Path:
    """Return the file that may be opened; raise `Refused` with the reason where none may."""
    _admit_text(path, place)
    reached, found = folder, folder.lstat()
    try:
        for part in PurePosixPath(path).parts:
            reached = reached / part
            found = reached.lstat()
            if stat.S_ISLNK(found.st_mode):
                raise Refused(Problem("path-symlink", place, {"path": path}))
    except OSError as error:
        if error.errno not in _ABSENT:
            raise
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
    try:
        there = [each.name for each in parent.iterdir()]
    except OSError:
        there = []
    near = nearest(PurePosixPath(path).name, there)
    values = {"path": path, "nearest": near}
    return Problem("file-missing", place, values, hint="near" if near else None)
