"""`hiraku check --watch`: check, wait until a file is another one, check again, until Ctrl-C.

Each check is a command of its own: whatever a check keeps in memory is as fresh as its files.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from hiraku.errors import UsageError
from hiraku.languages import say
from hiraku.reading.files.walking import walked
from hiraku.settings import CONFIGURATION

_PAUSE = 0.5  # seconds between two looks
_OPTION = "--watch"

State = Mapping[str, tuple[int, int, int]]
"""Which file stands at each path: its number, its size in bytes, when it was written (ns)."""


def watch(paths: tuple[Path, ...], schema: Path | None, language: str) -> NoReturn:
    """Check what the command line asks for each time that one of its files changes."""
    if Path("-") in paths:
        raise UsageError("stops.watch-of-stdin")
    asked = [word for word in sys.argv[1:] if word != _OPTION]
    command = [sys.executable, "-P", "-m", "hiraku", *asked]
    while True:
        before = _state(paths, schema)
        subprocess.run(command, check=False)  # noqa: S603 - this program, as it was called
        click.echo(say(language, "commands.watching"), err=True)
        while _state(paths, schema) == before:
            time.sleep(_PAUSE)


def _state(paths: tuple[Path, ...], schema: Path | None) -> State:
    return dict(_stated(_files(paths, schema)))


def _stated(files: Iterable[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for path in files:
        with suppress(OSError):  # gone since it was listed, which is another state
            status = os.lstat(path)
            yield path, (status.st_ino, status.st_size, status.st_mtime_ns)


def _files(paths: tuple[Path, ...], schema: Path | None) -> Iterator[str]:
    """Yield every file that the check reads: of the catalog around, or of each path."""
    if schema:
        yield str(schema)
    elif paths:
        for path in paths:
            yield from _of_catalog(path)
    else:
        yield from _of_catalog(Path.cwd())
    for path in paths:
        yield str(path)
        folder = path if path.is_dir() or schema else path.parent  # of a package, its files
        yield from _below(folder)


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
