"""The files that hiraku writes for people: below their place alone, never through a link.

A catalog may have come from anybody: a link in it, or a path that its description names, would have
hiraku write over files of others. Several files are written all or none.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile

from hiraku.errors import HirakuError, UsageError
from hiraku.own_folders import not_a_folder, own_folder


def own_file(root: Path, path: str) -> Path:
    """Return where a file may be written below `root`; its folders are made.

    Raise `HirakuError` for a path that leads out, and where anything but a plain file stands there.
    """
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or PurePosixPath(path).is_absolute():
        raise HirakuError("stops.path-leads-out", path=path)
    target = own_folder(root, *parts[:-1]) / parts[-1]
    if os.path.lexists(target) and not stat.S_ISREG(target.lstat().st_mode):
        raise not_a_folder(target)
    return target


def write_new(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their paths below `root`; raise `UsageError` where one is there already.

    Where one cannot be written, those that were are taken away again.
    """
    there = [path for path in files if os.path.lexists(root / path)]
    if there:
        raise UsageError("desk.there", paths=tuple(there))
    written: list[Path] = []
    try:
        for path, content in files.items():
            target = own_file(root, path)
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
    """Put content in the place of a file in one step: a reader sees the old one or the new one.

    Raise `UsageError` where a link stands there, or where there is no such folder.
    """
    if path.is_symlink():
        raise UsageError("desk.link", file=path)
    with _aside(path, content) as written:
        written.replace(path)


def write_output(path: Path, content: bytes) -> None:
    """Write what a command was asked for to the path that was named, in one step.

    What the system offers (`/dev/stdout`) is written to; no other link is followed, nor one in the
    folder here: it may have come with a catalog.
    """
    if path.absolute().parts[1:2] in {("dev",), ("proc",)}:
        path.write_bytes(content)
        return
    demand_no_link(path.parent)
    if path.exists() and not path.is_file() and not path.is_dir():
        raise UsageError("stops.not-a-file", path=path)
    replace(path, content)


def demand_no_link(folder: Path) -> None:
    """Raise `UsageError` where the way from here to a folder leads through a link."""
    here = Path.cwd()
    if folder.absolute().is_relative_to(here):
        way = folder.absolute().relative_to(here)
        for part in (way, *way.parents):
            if (here / part) != here and (here / part).is_symlink():
                raise UsageError("desk.link", file=part)


def put(root: Path, files: Mapping[str, bytes], stale: tuple[str, ...] = ()) -> None:
    """Write files by their paths below `root` anew, and take away those that are stale.

    All are written aside first: where one cannot be, each stays as it was.
    """
    targets = {own_file(root, path): content for path, content in files.items()}
    gone = [own_file(root, path) for path in stale]
    with ExitStack() as stack:
        aside = [
            (stack.enter_context(_aside(target, content)), target)
            for target, content in targets.items()
        ]
        for written, target in aside:
            written.replace(target)
    for target in gone:
        target.unlink(missing_ok=True)


@contextmanager
def _aside(path: Path, content: bytes) -> Iterator[Path]:
    """Offer a file with the content beside `path`, with its mode; it is gone unless it is moved."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    if not path.parent.is_dir():
        raise UsageError("stops.no-such-path", path=path.parent)
    with NamedTemporaryFile(dir=path.parent, prefix=".hiraku-", delete=False) as file:
        written = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), mode)
            yield written
        finally:
            written.unlink(missing_ok=True)
