"""A file of another encoding is written in UTF-8, character by character, and read as such."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from hiraku.reading.files.data_file import DataFile
from hiraku.reading.files.encodings import Encoding, decode
from hiraku.reading.files.survey import survey


def recoded(file: DataFile, encoding: Encoding, scratch: Path) -> DataFile:
    """Return the file in UTF-8, without a BOM, below `scratch`; its findings name the old one."""
    path = scratch / f"{file.relation}.utf8"
    with path.open("wb") as stream:
        stream.writelines(piece.encode() for piece in decode(file.path, encoding))
    return replace(file, path=path, survey=survey(path, file.resource.dialect), start=0)
