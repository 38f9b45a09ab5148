"""New files of a catalog: all of them or none, never over what is there, never through a link."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile

from hiraku.errors import UsageError
from hiraku.own_folders import own_folder


def write_new(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their paths below `root`; raise `UsageError` where one is there already.

    Where one cannot be written, those that were are taken away again.
    """
    there = [path for path in files if os.path.lexists(root / path)]
    if there:
        raise UsageError("desk.there", paths="、".join(there))
    written: list[Path] = []
    try:
        for path, content in files.items():
            *folders, name = PurePosixPath(path).parts
            target = own_folder(root, *folders) / name
            with target.open("xb") as file:
                written.append(target)
                file.write(content)
    except BaseException:
        for target in reversed(written):
            target.unlink(missing_ok=True)
            with suppress(OSError):
                target.parent.rmdir()
        raise


def replace(path: Path, content: bytes) -> None:
    """Put content in the place of a file in one step: a reader sees the old one or the new one."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    with NamedTemporaryFile(dir=path.parent, prefix=".hiraku-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(mode)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def put(folder: Path, files: Mapping[str, bytes], stale: tuple[str, ...] = ()) -> None:
    """Write files of a dataset anew, each in one step, and take away those that are stale."""
    for path, content in files.items():
        *folders, name = PurePosixPath(path).parts
        replace(own_folder(folder, *folders) / name, content)
    for path in stale:
        (folder / path).unlink(missing_ok=True)
