"""What a machine could not do, in a sentence: no fault of the data, and none of hiraku's."""

from __future__ import annotations

import errno

_CANNOT_GO_ON = {
    errno.ENOSPC: ("ディスクの空きがありません", "no space left on the disk"),
    errno.EDQUOT: ("ディスクの割当を使い切りました", "disk quota exceeded"),
    errno.EFBIG: ("ファイルが大きすぎて書けません", "a file is too large to be written"),
    errno.EACCES: ("読み書きする権限がありません", "permission denied"),
    errno.EPERM: ("その操作は許されていません", "operation not permitted"),
    errno.ENOTDIR: (
        "フォルダのあるはずのところに、ファイルがあります",
        "a file is where a folder should be",
    ),
    errno.EEXIST: ("同じ名前のファイルがすでにあります", "a file of that name is there already"),
    errno.EISDIR: (
        "ファイルのあるはずのところに、フォルダがあります",
        "a folder is where a file should be",
    ),
    errno.EADDRINUSE: ("そのポートは使われています", "the port is in use"),
    errno.EROFS: ("書き込めないディスクです", "the disk is read-only"),
    errno.EIO: ("ディスクを読み書きできません", "the disk cannot be read or written"),
    errno.EMFILE: (
        "開けるファイルの数の上限に達しました（ulimit -n）",
        "too many files are open (ulimit -n)",
    ),
    errno.ENFILE: (
        "この機械で開けるファイルの数の上限に達しました",
        "too many open files here",
    ),
    errno.ENOENT: ("あるはずのファイルがありません", "a file that was there is gone"),
}
# DuckDB's errors that tell of the machine, not of what was asked.
_NO_MEMORY, _NO_FILE = "OutOfMemoryException", "IOException"


def of_the_machine(error: BaseException, language: str) -> str | None:
    """Return what the machine could not do; None where the fault is hiraku's own."""
    if isinstance(error, MemoryError) or type(error).__name__ == _NO_MEMORY:
        return ("メモリーが足りません", "out of memory")[language == "en"]
    if isinstance(error, OSError) and error.errno:
        told = _CANNOT_GO_ON.get(error.errno)
        reason = told[language == "en"] if told else str(error.strerror)
        return reason + (f": {error.filename}" if error.filename else "")
    return str(error) if type(error).__name__ == _NO_FILE else None
