"""Files that nothing reads: copies, locks, tables and lists in a folder that is not theirs.

Officials work in folders: whoever saves `cards (2).csv` beside `cards.csv` believes that it is
published. What nobody names is not, and that is told with the one thing to do.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from hiraku.look_alikes import look_equal
from hiraku.model import Catalog, Dataset
from hiraku.problems import Place, Problem, Severity
from hiraku.reading.catalog.site_sources import page_folders

_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"})
_LOCKS = ("~$", ".~lock.")
# How Windows, macOS, Excel and browsers name a copy, before or behind the name.
_BEFORE = re.compile(r"^(?:コピー\s*[～〜~-]\s*|Copy of\s+)", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?:\s*[-_]?\s*(?:の?コピー|copy))?\s*(?:[(（][0-9]{1,3}[)）])?$", re.IGNORECASE
)
# What lies beside `catalog.yaml`, and the keys that tell it from a file of another program.
_LISTS = {
    "search": re.compile(rb"^(?:readings|synonyms)[ \t]*:", re.MULTILINE),
    "tile-grid": re.compile(rb"^tiles[ \t]*:", re.MULTILINE),
}
_LOOKED_AT = 64 * 1024


def stray_files(catalog: Catalog) -> Iterator[Problem]:
    """Yield each file of a table in `datasets/`, `schemas/` and datasets that nothing names."""
    for name in _tables(catalog.root / "datasets"):
        yield _problem(f"datasets/{name}", "lock" if _is_lock(name) else "outside")
    for name in _tables(catalog.root / "schemas"):
        yield _problem(f"schemas/{name}", "lock" if _is_lock(name) else "schemas")
    for dataset in catalog.datasets:
        named = {resource.path for resource in dataset.resources}
        whole = all(_is_there(dataset.folder, path) for path in named)
        for name in _tables(dataset.folder) if whole else ():
            if name not in named:
                yield _of_dataset(dataset, name, named)


def misplaced_lists(root: Path) -> Iterator[Problem]:
    """Yield the words of the search and the grid of tiles that lie where they are not read.

    They were read beside the pages once, and people put them there still.
    """
    for file in places_of_lists(root):
        name = Path(file).stem
        if _LISTS[name].search(_beginning(root / file)):
            yield _problem(file, "misplaced", f"datasets/{name}.yaml")


def places_of_lists(root: Path) -> list[str]:
    """Return the paths below `root` where people put the two, and nothing reads them."""
    pages = [Path(folder) for folder in page_folders(root)]
    folders = (Path(), Path("datasets"), Path("schemas"), *pages, *(page.parent for page in pages))
    files = (
        os.path.normpath(folder / f"{name}{suffix}")
        for folder in folders
        for name in _LISTS
        for suffix in (".yaml", ".yml")
    )
    read = {f"datasets/{name}.yaml" for name in _LISTS}
    return [file for file in dict.fromkeys(files) if file not in read]


def _beginning(path: Path) -> bytes:
    """Return how a plain file begins; nothing of what is none or cannot be read."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return b""
        with path.open("rb") as stream:
            return stream.read(_LOOKED_AT)
    except OSError:
        return b""


def _is_there(folder: Path, path: str) -> bool:
    """Tell whether a named file is in the folder; where one is not, that is told already."""
    parts = PurePosixPath(path).parts
    return ".." not in parts and parts[:1] != ("/",) and os.path.isfile(folder / path)  # noqa: PTH113 - of no path at all, it is false


def _tables(folder: Path) -> list[str]:
    """Return the names of tables in a folder, as the disk has them; none where there is none."""
    if not folder.is_dir():
        return []
    return sorted(
        path.name
        for path in folder.iterdir()
        if (path.suffix.casefold() in _TABLES and path.name[0] not in "._") or _is_lock(path.name)
    )


def _is_lock(name: str) -> bool:
    return name.startswith(_LOCKS)


def _of_dataset(dataset: Dataset, name: str, named: set[str]) -> Problem:
    file = f"datasets/{dataset.folder.name}/{name}"
    if _is_lock(name):
        return _problem(file, "lock")
    alike = next((other for other in sorted(named) if look_equal(other, name)), "")
    if alike:
        return _problem(file, "look-alike", alike, strange=_strange(name, alike))
    path = Path(unicodedata.normalize("NFC", name))
    former = _BEHIND.sub("", _BEFORE.sub("", path.stem))
    if former + path.suffix in named and former != path.stem:
        return _problem(file, "copy", former + path.suffix)
    twin = next((other for other in sorted(named) if Path(other).stem == former), "")
    return _problem(file, "twin" if twin else None, twin, dataset.folder.name)


def _strange(name: str, other: str) -> str:
    """Return the code points that one of two names has and the other has not."""
    signs = dict.fromkeys(sign for sign in name + other if (sign in name) != (sign in other))
    return " ".join(f"U+{ord(sign):04X}" for sign in signs)


def _problem(
    file: str, hint: str | None, other: str = "", dataset: str = "", strange: str = ""
) -> Problem:
    values = {"other": other, "id": dataset, "strange": strange}
    return Problem("stray-file", Place(file), values, hint, Severity.WARNING)
