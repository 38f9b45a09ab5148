"""What makes a finished folder fit for the world: readable by every server, safe on the disk.

Files are 0644 and folders 0755, whatever the umask of the build; and all of it has reached the disk
before a name leads to it, so that a power cut leaves the old site or the new one, never half.
"""

from __future__ import annotations

import ctypes
import os
import stat
from pathlib import Path

_FILE, _FOLDER = 0o644, 0o755


def open_to_all(folder: Path) -> None:
    """Give every file and folder the permissions of a published one."""
    folder.chmod(_FOLDER)
    for parent, folders, files in os.walk(folder):
        for names, mode in ((folders, _FOLDER), (files, _FILE)):
            for name in names:
                path = f"{parent}{os.sep}{name}"
                held = os.lstat(path).st_mode
                if stat.S_IMODE(held) != mode and not stat.S_ISLNK(held):
                    Path(path).chmod(mode)


def synced(path: Path) -> None:
    """Wait until what was written to the disk of a folder is on it (Linux, syncfs(2))."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        function = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if not function:
            os.sync()
        elif function(descriptor):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(path))
    finally:
        os.close(descriptor)
