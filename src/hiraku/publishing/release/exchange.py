"""Build aside, verify, rename: nothing else writes to the published folder."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from hiraku import own_folders
from hiraku.errors import HirakuError, UsageError
from hiraku.publishing.release.lasting import open_to_all, synced
from hiraku.publishing.release.ledger import (
    Ledger,
    demand_nothing_lost,
    ledger_of,
    write_ledger,
)
from hiraku.publishing.release.vanished import refuse_missing_datasets
from hiraku.publishing.release.verify import faults
from hiraku.publishing.site.links import CHECKSUMS


class KeptLedger(Struct, frozen=True):
    """The ledger that a repository or the live site keeps, and whether the history is cut off."""

    ledger: Ledger = {}
    shallow: bool = False


NOTHING = KeptLedger()
_EXCHANGE = 2
_AT_FDCWD = -100
_OLD = "-old"


def release(
    site_dir: Path,
    build: Callable[[Path], None],
    sources: Sequence[Path] = (),
    published: KeptLedger = NOTHING,
) -> int:
    """Let `build` fill a folder beside `site_dir`, verify it, and exchange the two.

    Returns the number of files. Whatever goes wrong before the exchange leaves `site_dir` byte for
    byte what it was. `sources` are folders and files that must never be replaced, `published` is
    what is known to have been published beside what stands in `site_dir`.
    """
    demand_replaceable(site_dir, sources)
    _make(site_dir.parent)
    with _lock(site_dir), _aside(site_dir) as aside:
        build(aside)
        before = {**ledger_of(site_dir), **published.ledger}
        write_ledger(aside, before)
        count = write_checksums(aside)
        _demand_sound(aside)
        refuse_missing_datasets(site_dir, aside)
        demand_nothing_lost(before, aside, shallow=published.shallow)
        open_to_all(aside)
        synced(aside)
        _exchange(aside, site_dir)
        synced(site_dir.parent)
    return count


def demand_replaceable(site_dir: Path, sources: Sequence[Path]) -> None:
    """Raise `UsageError` but for a site of ours or an empty folder, apart from all `sources`."""
    near = [
        source
        for source in sources
        if source.is_relative_to(site_dir) or site_dir.is_relative_to(source)
    ]
    ours = not site_dir.exists() or (
        site_dir.is_dir() and ((site_dir / CHECKSUMS).is_file() or not any(site_dir.iterdir()))
    )
    if near or not ours:
        raise UsageError("stops.not-replaceable", site_dir=site_dir)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HirakuError("stops.no-folder", folder=folder, reason=error.strerror) from error


@contextmanager
def _lock(site_dir: Path) -> Iterator[None]:
    """Hold the only right to publish here; the system frees it even when a build is killed."""
    with own_folders.lock(site_dir.parent / f".hiraku-{site_dir.name}.lock") as free:
        if not free:
            raise HirakuError("stops.publishing-already")
        yield


@contextmanager
def _aside(site_dir: Path) -> Iterator[Path]:
    """Offer an empty folder on the same disk; what is in it in the end goes away."""
    prefix = f".hiraku-{site_dir.name}-"
    _sweep(site_dir, prefix)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=site_dir.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(site_dir: Path, prefix: str) -> None:
    """Remove what killed builds left; a site that was set aside when one was killed comes back."""
    for left in sorted(site_dir.parent.iterdir()):
        if left.name.startswith(prefix) and left.is_dir() and not left.is_symlink():
            if left.name.endswith(_OLD) and not site_dir.exists():
                left.rename(site_dir)
            else:
                shutil.rmtree(left, ignore_errors=True)


def _demand_sound(folder: Path) -> None:
    listed = list(faults(folder))
    if listed:
        shown = "\n".join(f"  {path}" for path in listed[:10])
        raise HirakuError("stops.unsound-site", count=len(listed), shown=shown)


def write_checksums(folder: Path) -> int:
    """Write `SHA256SUMS` of every other file, in the form that `sha256sum -c` reads."""
    lines = [f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder)]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")
    return len(lines) + 1


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != CHECKSUMS)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _exchange(aside: Path, site_dir: Path) -> None:
    """Put the new folder in the old one's place in one step, where the system can."""
    if not site_dir.exists():
        aside.rename(site_dir)
        return
    if _renameat2(aside, site_dir):
        return
    old = aside.with_name(f"{aside.name}{_OLD}")
    site_dir.rename(old)
    try:
        aside.rename(site_dir)
    except OSError:
        old.rename(site_dir)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _renameat2(first: Path, second: Path) -> bool:
    """Exchange two names atomically (Linux, renameat2(2)); False where that is not to be had."""
    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if not function:
        return False
    names = (os.fsencode(first), os.fsencode(second))
    if function(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in {errno.ENOSYS, errno.EINVAL}:
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(second))
