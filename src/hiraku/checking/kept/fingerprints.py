"""What a verdict depends on, as one hash: hiraku itself, the files judged, what judges them."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import hiraku
from hiraku.model import Catalog, Dataset
from hiraku.problems import Refused
from hiraku.reading.catalog.site_sources import page_files, site_problems
from hiraku.reading.catalog.stray_files import places_of_lists
from hiraku.reading.files.walking import walked
from hiraku.reading.pages.reviewed import REVIEWED
from hiraku.reading.tables import Tables

# What was hashed in this run is not hashed again until its file is written. The clock of a disk is
# coarse: what has just been written may be written again at the same time.
_HASHED: dict[tuple[str | int, ...], str] = {}
_SETTLED = 1_000_000_000  # nanoseconds


def of_catalog(root: Path) -> str:
    """Return the fingerprint of everything below `datasets/` and `schemas/`, for one day.

    What a dataset allows runs out on a day: tomorrow each dataset is looked at again.
    """
    files = judged_files(root)
    unfit = ",".join(problem.place.file for problem in site_problems(root))
    return _of(root, files, f"{_today()}{unfit}")


def judged_files(root: Path) -> tuple[str, ...]:
    """Return the path of everything that a check of the catalog may read, but its settings."""
    return (*_below(root / "datasets"), *_below(root / "schemas"), *_beside(root))


def of_dataset(dataset: Dataset, catalog: Catalog, tables: Tables) -> str | None:
    """Return the fingerprint of a dataset and what it refers to; None where it cannot be read."""
    try:
        files = {f"{catalog.root}{os.sep}{catalog.origin.file}"}
        for member in (dataset, *_referred(dataset, catalog)):
            files.update(map(str, _files(member, catalog, tables)))
        return _of(catalog.root, sorted(files), "")
    except (Refused, OSError):
        return None


def _referred(dataset: Dataset, catalog: Catalog) -> Iterator[Dataset]:
    """Yield the datasets that foreign keys reach."""
    for resource in dataset.resources:
        for key in resource.schema.foreign_keys if resource.schema else ():
            if other := catalog.dataset(key.package):
                yield other


def _files(dataset: Dataset, catalog: Catalog, tables: Tables) -> Iterator[Path]:
    yield catalog.root / dataset.origin.file
    for resource in dataset.resources:
        yield tables.path(dataset, resource)
        if resource.schema:
            yield catalog.root / resource.schema.origin.file
        if resource.recipe:
            yield dataset.folder / str(resource.descriptor["recipe"])


def _beside(root: Path) -> list[str]:
    """Return what people reviewed, lists that are not read there, and what the pages publish."""
    named = [str(root / name) for name in (REVIEWED, *places_of_lists(root))]
    return [*filter(os.path.lexists, named), *map(str, page_files(root))]


def _below(folder: Path) -> Iterator[str]:
    for root, folders, names in walked(folder):
        for name in (*folders, *names):
            yield f"{root}{os.sep}{name}"


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 - a day, where the judge is


def _of(root: Path, files: Iterable[str], day: str) -> str:
    whole = hashlib.sha256(f"{of_hiraku()}\n{day}".encode())
    above = f"{root}{os.sep}"
    for path in files:
        whole.update(f"\n{path.removeprefix(above)}\0{_of_file(path)}".encode(errors="replace"))
    return whole.hexdigest()


def _of_file(path: str) -> str:
    """Return the hash of a file's content; of anything else what it is, which decides alone."""
    status = os.lstat(path)
    if not stat.S_ISREG(status.st_mode):
        return f"{stat.S_IFMT(status.st_mode):o}"
    state = (path, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    if state in _HASHED:
        return _HASHED[state]
    with open(path, "rb") as stream:  # noqa: PTH123 - a Path for each costs as much as the hash
        hashed = hashlib.file_digest(stream, "sha256").hexdigest()
    if time.time_ns() - status.st_ctime_ns > _SETTLED:
        _HASHED[state] = hashed
    return hashed


@cache
def of_hiraku() -> str:
    """Return what judges: every file of the package by its content, Python, what is installed.

    Times would not do: packages may be unpacked with the same time for every file.
    """
    return "\n".join([_of_package(), sys.version, *_installed()])


def _of_package() -> str:
    """Return the hash of every file that hiraku is made of: code, shapes, words, templates."""
    code, whole = os.path.dirname(hiraku.__file__), hashlib.sha256()  # noqa: PTH120 - as above
    for folder, folders, names in os.walk(code):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = f"{folder}{os.sep}{name}"
            with open(path, "rb") as stream:  # noqa: PTH123 - as above
                content = stream.read()
            head = f"\n{path.removeprefix(code)}\0{len(content)}\n"
            whole.update(head.encode(errors="replace") + content)
    return whole.hexdigest()


def _installed() -> list[str]:
    """Return the name and version of each library, as the folders of their metadata are called."""
    folders = dict.fromkeys(folder for folder in sys.path if os.path.isdir(folder))  # noqa: PTH112 - as below
    names = (name for folder in folders for name in os.listdir(folder))  # noqa: PTH208 - a Path for each takes long
    return sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))
