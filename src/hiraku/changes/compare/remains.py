"""Where a file still is: on the published site, in its archives, in the history of git."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from hiraku.changes.compare.repository import open_repository
from hiraku.errors import HirakuError, UsageError

_SITE = "build/site"
_FORMS = {".csv", ".json", ".xlsx", ".parquet", ".ndjson", ".geojson", ".gz"}


class Remain(Struct, frozen=True):
    """`kind` is `in-the-site`, `in-an-archive` or `in-the-history`."""

    kind: str
    where: str


def remains(root: Path, file: Path) -> Iterator[Remain]:
    """Yield every place that holds one of the contents that a file has had."""
    path = file.absolute()
    if not path.is_relative_to(root):
        raise UsageError("stops.no-file-of-the-catalog", file=file)
    shown = path.relative_to(root).as_posix()
    digests = _digests(root, path, shown)
    site = root / _SITE
    for published in sorted(site.rglob("*")) if site.is_dir() else ():
        if published.is_file():
            yield from _in_the_site(
                published, published.relative_to(root).as_posix(), digests, path.parent.name
            )
    yield from (Remain("in-the-history", commit) for commit in _commits(root, shown))


def _digests(root: Path, path: Path, shown: str) -> set[str]:
    contents = [path.read_bytes()] if path.is_file() else []
    try:
        repository = open_repository(root)
        contents += [repository.content(version) for version in repository.versions("HEAD", shown)]
    except HirakuError:
        pass
    return {hashlib.sha256(_plain(content)).hexdigest() for content in contents}


def _plain(content: bytes) -> bytes:
    """Return what is the same in the original and in the published CSV: no mark, one line end."""
    return content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


def _in_the_site(published: Path, shown: str, digests: set[str], folder: str) -> Iterator[Remain]:
    if published.suffix == ".zip":
        with zipfile.ZipFile(published) as archive:
            for member in archive.infolist():
                if _same(archive.read(member), digests):
                    yield Remain("in-an-archive", f"{shown} / {member.filename}")
    elif (published.suffix in _FORMS and _of(published, folder)) or _same(
        published.read_bytes(), digests
    ):
        yield Remain("in-the-site", shown)


def _of(published: Path, folder: str) -> bool:
    """Tell whether a file is made of a dataset's tables: all their forms hold the same."""
    return "datasets" in published.parts and folder in published.parts


def _same(content: bytes, digests: set[str]) -> bool:
    return hashlib.sha256(_plain(content)).hexdigest() in digests


def _commits(root: Path, shown: str) -> list[str]:
    try:
        return open_repository(root).commits_of(shown)
    except HirakuError:
        return []
