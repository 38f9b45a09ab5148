"""The folders and locks that hiraku keeps for itself: made, opened and emptied without any link.

Whoever can put a link where hiraku keeps its own would have it write, empty or delete what the link
leads to. Here a link is an error, and what a killed run left behind is swept by the next.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hiraku.errors import HirakuError

# Below the root of a catalog.
CACHE = ("build", "cache")

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_LOCK = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def own_folder(root: Path, *parts: str) -> Path:
    """Return a folder of our own below `root`, made where it is not there yet.

    Raise `HirakuError` where a link or a file stands for one of its parts.
    """
    folder = root
    for part in parts:
        folder = folder / part
        with suppress(FileExistsError):
            folder.mkdir()
        os.close(_opened(folder))
    return folder


def writable_folder(root: Path, *parts: str) -> Path | None:
    """Return the same, None where the disk or its owner lets us write nothing there."""
    try:
        folder = own_folder(root, *parts)
    except OSError as error:
        if error.errno not in {errno.EROFS, errno.EACCES, errno.EPERM}:
            raise
        return None
    return folder if os.access(folder, os.W_OK) else None


def _opened(folder: Path) -> int:
    try:
        return os.open(folder, _FOLDER)
    except OSError as error:
        if error.errno not in {errno.ELOOP, errno.ENOTDIR}:
            raise
        raise not_a_folder(folder) from None


def not_a_folder(path: Path) -> HirakuError:
    """Return the error that tells of a link, or of anything else, where our own should be."""
    return HirakuError("stops.own-folder", str_path=str(path))


@contextmanager
def lock(path: Path) -> Iterator[bool]:
    """Hold a lock file, and tell whether it was free; the system frees it when a run is killed."""
    try:
        held = os.open(path, _LOCK, 0o644)
    except OSError as error:
        if error.errno not in {errno.ELOOP, errno.EISDIR, errno.ENXIO}:
            raise
        raise not_a_folder(path) from None
    try:
        if not stat.S_ISREG(os.fstat(held).st_mode):
            raise not_a_folder(path)
        yield _locked(held)
    finally:
        os.close(held)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Scratch:
    """A new folder with a name that begins with `prefix`, locked while it is in use.

    Those of the same prefix that nobody holds any more are swept first.
    """

    def __init__(self, prefix: str, folder: Path | None = None) -> None:
        parent = folder or Path(tempfile.gettempdir())
        _sweep(parent, prefix)
        self._held = -1
        while self._held < 0:
            self.path = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
            self._held = self._hold()

    def _hold(self) -> int:
        """Return the held folder, -1 where another run swept it before it was held."""
        with suppress(FileNotFoundError):
            held = os.open(self.path, _FOLDER)
            if _locked(held) and self.path.exists():
                return held
            os.close(held)
        return -1

    def cleanup(self) -> None:
        """Remove the folder and all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._held >= 0:
            os.close(self._held)
        self._held = -1


@contextmanager
def scratch(prefix: str) -> Iterator[Path]:
    """Offer a folder for what is not kept; should we be killed, the next run sweeps it."""
    folder = Scratch(prefix)
    try:
        yield folder.path
    finally:
        folder.cleanup()


def _sweep(parent: Path, prefix: str) -> None:
    try:
        left_over = [path for path in parent.iterdir() if path.name.startswith(prefix)]
    except PermissionError:  # a folder that anybody may write in need not be shown to everybody
        return
    for left in left_over:
        with suppress(OSError):
            held = os.open(left, _FOLDER)
            try:
                if os.fstat(held).st_uid == os.getuid() and _locked(held):
                    shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(held)
