"""Everything in one file: a ZIP of each dataset, and one of the whole catalog.

Both hold the downloads and the documents, with `SHA256SUMS` beside them; the pages are not in them.
The same content gives the same bytes: sorted names, no time of the build, no user, no umask.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from msgspec.structs import replace

from hiraku.languages import Message
from hiraku.model import Words
from hiraku.publishing.site import links
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.site.site_path import segment
from hiraku.publishing.staging.packed_members import PackedMembers, take_over
from hiraku.publishing.staging.stage import Stage

MEDIA_TYPE = "application/zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16
_UNIX = 3
_CHUNK = 1024 * 1024
_FOLDER = links.file(links.datasets()).removesuffix("index.html")
_NOTHING = PackedMembers({})
# What is compressed already grows by being compressed again.
_COMPRESSED = {".gz", ".parquet", ".png", ".xlsx", ".zip"}


def with_archives(site: Site, stage: Stage) -> Site:
    """Write the archives of all that is staged, and return the site that lists them."""
    datasets = tuple(_dataset(published, stage) for published in site.datasets)
    archives = {
        f"{_FOLDER}{segment(published.dataset.id)}": stage.target(published.archive.path)
        for published in datasets
        if published.archive
    }
    title, named = Message("files.all-data"), _named(site.files)
    written = _archive(links.archive(), title, named, stage, PackedMembers(archives))
    return replace(site, datasets=datasets, archive=written)


def _named(files: Iterable[Download], folder: str = "") -> Mapping[str, Download]:
    """Return the files by their paths on the site, without the `folder` they all stand in."""
    return {links.file(file.path).removeprefix(folder): file for file in files}


def _dataset(published: PublishedDataset, stage: Stage) -> PublishedDataset:
    path = links.dataset_archive(published.dataset.id)
    title, named = Message("files.archive"), _named(published.files, _FOLDER)
    return replace(published, archive=_archive(path, title, named, stage))


def _archive(
    path: str,
    title: Words,
    named: Mapping[str, Download],
    stage: Stage,
    packed: PackedMembers = _NOTHING,
) -> Download:
    """Write the files under their names; those that are `packed` already are taken over."""
    target = stage.target(path)
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in sorted(named):
            if member := packed.find(name):
                take_over(archive, *member, name)
            else:
                _add(archive, name, stage.target(named[name].path))
        sums = _checksums((name, named[name].sha256) for name in sorted(named))
        archive.writestr(_entry(links.CHECKSUMS, len(sums)), sums)
    return stage.download(path, target, title, MEDIA_TYPE)


def _add(archive: ZipFile, name: str, file: Path) -> None:
    entry = _entry(name, file.stat().st_size)
    with file.open("rb") as source, archive.open(entry, "w") as target:
        shutil.copyfileobj(source, target, _CHUNK)


def _entry(name: str, size: int) -> ZipInfo:
    """Describe a member; its size tells whether it needs the form for more than 4 GB (ZIP64)."""
    entry = ZipInfo(name, _EPOCH)
    stored = PurePosixPath(name).suffix in _COMPRESSED
    entry.compress_type = ZIP_STORED if stored else ZIP_DEFLATED
    entry.external_attr = _READABLE
    entry.create_system = _UNIX
    entry.file_size = size
    return entry


def _checksums(hashes: Iterable[tuple[str, str]]) -> bytes:
    """Return `SHA256SUMS` in the form that `sha256sum -c` reads."""
    return "".join(f"{digest}  {name}\n" for name, digest in hashes).encode()
