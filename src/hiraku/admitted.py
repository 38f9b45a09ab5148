"""Which file was looked at and may be read: another in its place is another file."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from hiraku.errors import UsageError


class Identity(Struct, frozen=True):
    """Which file it is, and what of it changes when it is written or put elsewhere."""

    device: int
    inode: int
    size: int
    written: int
    changed: int


class Admitted(Struct, frozen=True):
    """A file that may be opened, and which one it was when that was found."""

    path: Path
    identity: Identity

    def unchanged(self) -> bool:
        """Tell whether the same file still stands there, and nobody has written to it."""
        try:
            return identity(self.path) == self.identity
        except OSError:
            return False


def demand_file(path: Path) -> None:
    """Raise `UsageError` where no file stands: a pipe that nobody writes to is not waited for."""
    if not path.is_file():
        known = path.exists() and not path.is_dir()
        raise UsageError("stops.not-a-file" if known else "stops.no-such-path", path=path)


def demand_file_or_folder(path: Path) -> None:
    """Raise `UsageError` where neither a file nor a folder stands."""
    if not path.is_dir():
        demand_file(path)


def identity(path: Path) -> Identity:
    """Return which file stands at a path, itself and no file that a link there leads to."""
    return identity_of(path.lstat())


def identity_of(status: os.stat_result) -> Identity:
    """Return the same of what the system told of a file that is open."""
    return Identity(
        status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
    )
