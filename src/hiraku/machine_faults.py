"""What a machine could not do, in a sentence: no fault of the data, and none of hiraku's."""

from __future__ import annotations

import errno
import io
import os

from hiraku.languages import say

_CANNOT_GO_ON = {
    errno.ENOSPC: "commands.no-space",
    errno.EDQUOT: "commands.quota",
    errno.EFBIG: "commands.too-big",
    errno.EACCES: "commands.no-access",
    errno.EPERM: "commands.not-permitted",
    errno.ENOTDIR: "commands.not-a-folder",
    errno.EEXIST: "commands.exists",
    errno.EISDIR: "commands.a-folder",
    errno.EADDRINUSE: "commands.address-in-use",
    errno.EROFS: "commands.read-only",
    errno.EIO: "commands.unreadable-disk",
    errno.EMFILE: "commands.too-many-open",
    errno.ENFILE: "commands.too-many-open-here",
    errno.ENOENT: "commands.gone",
}
# DuckDB's errors that tell of the machine, not of what was asked.
_NO_MEMORY, _NO_FILE = "OutOfMemoryException", "IOException"


def of_the_machine(error: BaseException, language: str) -> str | None:
    """Return what the machine could not do; None where the fault is hiraku's own."""
    if isinstance(error, MemoryError) or type(error).__name__ == _NO_MEMORY:
        return say(language, "commands.no-memory")
    if isinstance(error, io.UnsupportedOperation):  # a disk that fails where a file is opened
        return say(language, _CANNOT_GO_ON[errno.EIO])
    if isinstance(error, OSError) and error.errno:
        key = _CANNOT_GO_ON.get(error.errno)
        reason = say(language, key) if key else str(error.strerror)
        return reason + (f": {error.filename}" if error.filename else "")
    if isinstance(error, ImportError):
        return _of_the_loader(str(error), language)
    if error.args and isinstance(error.args[0], OSError):  # XlsxWriter packs it into its own
        return of_the_machine(error.args[0], language)
    return str(error) if type(error).__name__ == _NO_FILE else None


def _of_the_loader(said: str, language: str) -> str | None:
    """Return why a library could not be loaded: the loader tells it in the system's words alone."""
    for number, key in _CANNOT_GO_ON.items():
        if said.endswith(f": {os.strerror(number)}"):
            return f"{say(language, key)}: {said.partition(': ')[0]}"
    return None
