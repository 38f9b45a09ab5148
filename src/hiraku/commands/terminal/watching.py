"""`hiraku check --watch`: check, wait until a file is another one, check again, until Ctrl-C.

Each check is a command of its own: whatever a check keeps in memory is as fresh as its files.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from hiraku.errors import UsageError
from hiraku.languages import say
from hiraku.reading.files.walking import walked
from hiraku.settings import CONFIGURATION

_PAUSE = 0.5  # seconds between two looks
_OPTION = "--watch"
_DESCRIPTIONS = {".json", ".yaml", ".yml"}

State = Mapping[str, tuple[int, int, int]]
"""Which file stands at each path: its number, its size in bytes, when it was written (ns)."""


def watch(paths: tuple[Path, ...], options: Mapping[str, Any], language: str) -> NoReturn:
    """Check what the command line asks for each time that one of its files changes.

    Of the `options` of a check, files are `schema`, `dialect`, and the `output` that it writes.
    """
    if Path("-") in paths:
        raise UsageError("stops.watch-of-stdin")
    asked = [word for word in sys.argv[1:] if word != _OPTION]
    command = [sys.executable, "-P", "-m", "hiraku", *asked]
    while True:
        before = state(paths, options)
        subprocess.run(command, check=False)  # noqa: S603 - this program, as it was called
        click.echo(say(language, "commands.watching"), err=True)
        while state(paths, options) == before:
            time.sleep(_PAUSE)


def state(paths: tuple[Path, ...], options: Mapping[str, Any]) -> State:
    """Return how all files stand that the check reads, without what it writes."""
    written = _status(options["output"]) if options["output"] else None
    return {
        path: (status.st_ino, status.st_size, status.st_mtime_ns)
        for path in _files(paths, [options[key] for key in ("schema", "dialect") if options[key]])
        if (status := _status(path)) and not (written and os.path.samestat(status, written))
    }


def _status(path: str | Path) -> os.stat_result | None:
    """Return what is there; None where it is gone since it was listed, which is another state."""
    with suppress(OSError):
        return os.lstat(path)
    return None


def _files(paths: tuple[Path, ...], described: Sequence[Path]) -> Iterator[str]:
    """Yield every file that the check reads: of the catalog around, or of each path."""
    yield from map(str, (*described, *paths))
    if described:
        return  # the paths are plain files
    for path in paths or (Path.cwd(),):
        yield from _of_catalog(path)
    for path in paths:
        if path.is_dir():
            yield from _below(path)
        elif path.suffix in _DESCRIPTIONS:
            yield from _below(path.parent)  # of a package, its files


def _of_catalog(path: Path) -> Iterator[str]:
    """Yield the files of the catalog around a path, as far as they can be told, if there is one."""
    from hiraku.checking.kept.fingerprints import judged_files  # noqa: PLC0415 - as in check
    from hiraku.checking.targets import catalog_root  # noqa: PLC0415

    with suppress(UsageError):  # no catalog, or mkdocs.yml in the middle of a change
        root = catalog_root(path)
        yield str(root / CONFIGURATION)
        yield from judged_files(root)


def _below(folder: Path) -> Iterator[str]:
    for parent, _, names in walked(folder):
        yield from (f"{parent}{os.sep}{name}" for name in names)
