"""Tables that are compressed: `.csv.gz`, and a `.zip` with one table in it.

They are unpacked into the scratch folder, piece by piece, never beyond the limit of a file.
"""

from __future__ import annotations

import gzip
import lzma
import os
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, cast

from hiraku.model import Resource
from hiraku.problems import Place, Problem, Refused

SUFFIXES = {".gz", ".zip"}
MAX_BYTES = 256 * 1024 * 1024
MAX_MEMBERS = 1000
_PIECE = 1024 * 1024
# What the standard library raises of damaged archives: of names and numbers as well as of content.
_DAMAGES = (
    *(OSError, EOFError, RuntimeError, NotImplementedError, ValueError),
    *(zlib.error, lzma.LZMAError, struct.error, zipfile.BadZipFile),
)


def unpacked(path: Path, resource: Resource, place: Place, folder: Path) -> Path:
    """Return the table as a file of its own in `folder`; raise `Refused` where there is no one."""
    try:
        if path.suffix.casefold() == ".gz":
            return _copied(gzip.open(path), folder, PurePosixPath(path.stem).suffix, place)
        with zipfile.ZipFile(path) as archive:
            member = _member(archive, resource, place)
            return _copied(archive.open(member), folder, PurePosixPath(member).suffix, place)
    except _DAMAGES:
        raise Refused(Problem("archive-unreadable", place, hint="damaged")) from None


def _member(archive: zipfile.ZipFile, resource: Resource, place: Place) -> str:
    """Return the name of the one table, or of the one that `innerpath` names."""
    inner = resource.descriptor.get("innerpath")
    names = [member.filename for member in archive.infolist() if _is_data(member.filename)]
    if inner in names:
        return str(inner)
    if len(names) != 1 or inner:
        values = {"files": tuple(names[:10] or ["-"])}
        raise Refused(Problem("archive-unreadable", place, values, hint="several"))
    return names[0]


def _is_data(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.endswith("/") and not any(part[0] in "._" for part in parts)


def _copied(source: object, folder: Path, suffix: str, place: Place) -> Path:
    """Return what a stream holds as a new file, of which nothing is left where that fails."""
    held, name = tempfile.mkstemp(suffix.casefold(), "unpacked-", folder)
    try:
        with cast("IO[bytes]", source) as stream, os.fdopen(held, "wb") as out:
            out.writelines(_pieces(stream, place))
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _pieces(stream: IO[bytes], place: Place) -> Iterator[bytes]:
    size = 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > MAX_BYTES:
            raise Refused(Problem("file-too-large", place, {"limit": f"{MAX_BYTES:,}"}))
        yield piece
