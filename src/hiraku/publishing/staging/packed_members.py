"""A member of one ZIP taken over into another as it is packed, so that it is not packed twice.

Python's `zipfile` has no word for it. What is written here is what it writes itself: a header, the
packed bytes, and an entry in the list of contents (APPNOTE.TXT, 4.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from hiraku.errors import LibraryError

_FIXED = 30  # bytes of a header before its name and extra field, whose lengths stand at its end
_PIECE = 1024 * 1024


class PackedMembers:
    """Archives, each by the folder of the site that its members lie in; one is open at a time."""

    def __init__(self, archives: Mapping[str, Path]) -> None:
        self._archives = archives
        self._folder = ""
        self._members: Mapping[str, ZipInfo] = {}

    def find(self, path: str) -> tuple[Path, ZipInfo] | None:
        """Return the archive and the member that hold what stands at a path of the site."""
        folder, _, name = path.rpartition("/")
        while folder and folder not in self._archives:
            folder, _, last = folder.rpartition("/")
            name = f"{last}/{name}"
        if not folder:
            return None
        if folder != self._folder:
            with ZipFile(self._archives[folder]) as archive:
                self._members = {member.filename: member for member in archive.infolist()}
            self._folder = folder
        member = self._members.get(f"{folder.rpartition('/')[2]}/{name}")
        return (self._archives[folder], member) if member else None


def take_over(target: ZipFile, source: Path, member: ZipInfo, name: str) -> None:
    """Put a member of the archive `source` into another that is being written, under a name."""
    out = target.fp
    if out is None:
        raise LibraryError("zipfile")
    entry = copy(member)
    entry.filename = entry.orig_filename = name
    entry.extra = b""
    out.seek(target.start_dir)
    entry.header_offset = out.tell()
    out.write(entry.FileHeader())
    with source.open("rb") as stream:
        out.writelines(_packed(stream, member))
    target.filelist.append(entry)
    target.NameToInfo[name] = entry
    target.start_dir = out.tell()


def _packed(stream: BinaryIO, member: ZipInfo) -> Iterator[bytes]:
    """Yield the packed bytes of a member, in pieces."""
    stream.seek(member.header_offset)
    header = stream.read(_FIXED)
    name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (26, 28))
    stream.seek(name + extra, 1)
    left = member.compress_size
    while left:
        piece = stream.read(min(left, _PIECE))
        if not piece:
            raise EOFError(member.filename)
        left -= len(piece)
        yield piece
