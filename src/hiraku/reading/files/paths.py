"""Which files may be opened at all: local regular files under their dataset's own folder.

No symlink in any component, no FIFO or device, no absolute path, no `..`, no URL.
"""

import errno
import os
import re
import stat
import unicodedata
from itertools import islice
from pathlib import Path, PurePosixPath

from hiraku.admitted import Admitted, identity_of
from hiraku.problems import Place, Problem, Refused
from hiraku.spelling import nearest

MAX_FILE_BYTES = 1024**3
_LISTED = 1000

_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}
# A folder is opened to look from there; macOS has no way to do so without reading it.
_FROM = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_CLOEXEC
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def admit(folder: Path, path: str, place: Place, *, max_bytes: int = MAX_FILE_BYTES) -> Admitted:
    """Return the file that may be opened; raise `Refused` with the reason where none may."""
    status = _opened(folder, path, place)
    if not stat.S_ISREG(status.st_mode):
        raise Refused(Problem("path-not-file", place, {"path": path}))
    if status.st_size > max_bytes:
        raise Refused(Problem("file-too-large", place, {"limit": f"{max_bytes:,}"}))
    return Admitted(folder.joinpath(*PurePosixPath(path).parts), identity_of(status))


def _opened(folder: Path, path: str, place: Place) -> os.stat_result:
    """Look at each part from within the one before, and tell what the last is; follow no link.

    It is only looked at: a device is not started, a pipe not waited for.
    """
    _admit_text(path, place)
    reached, parts = os.open(folder, _FROM), PurePosixPath(path).parts
    try:
        status = os.fstat(reached)
        for number, part in enumerate(parts, 1):
            status = os.stat(part, dir_fd=reached, follow_symlinks=False)
            if stat.S_ISLNK(status.st_mode):
                raise Refused(Problem("path-symlink", place, {"path": path}))
            if number < len(parts):
                following = os.open(part, _FROM | os.O_NOFOLLOW, dir_fd=reached)
                os.close(reached)
                reached = following
    except OSError as error:
        if error.errno not in _ABSENT:
            raise
        raise Refused(_missing(folder, path, place)) from None
    finally:
        os.close(reached)
    return status


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
        there = [sibling.name for sibling in islice(parent.iterdir(), _LISTED + 1)]
    except OSError:
        there = []
    there = there if len(there) <= _LISTED else []  # a folder of thousands is no list of guesses
    name = PurePosixPath(path).name
    same = next((sibling for sibling in there if _composed(sibling) == _composed(name)), "")
    near = same or nearest(name, there)
    hint = "composition" if same else "near" if near else "backslash" if "\\" in path else None
    codes = " ".join(f"U+{ord(character):04X}" for character in same)
    return Problem(
        "file-missing", place, {"path": path, "nearest": near, "codes": codes}, hint=hint
    )


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)
