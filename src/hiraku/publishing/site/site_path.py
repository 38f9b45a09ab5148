"""Where a file of the site may stand: every path that is written is made here, and nowhere else.

A text of a catalog is never a path. `segment` makes one part of an address of it, the same for the
same text on every machine; `site_path` and `stage_path` refuse whatever would leave the folder. To
write takes a `StagePath`, which the type checker gives to nobody who did not ask here.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NewType
from urllib.parse import quote, unquote

from hiraku.errors import HirakuError
from hiraku.reserved_names import is_device

SitePath = NewType("SitePath", str)
StagePath = NewType("StagePath", Path)

# Names of files end at 255 bytes on Linux; what is put behind a name needs room.
_LONGEST = 180
_LONGEST_NAME = 255
_HASH = 10
_NO_PART = {"", ".", ".."}
# Separators, what Windows keeps for itself, and what a server might decode once more.
_MARKS = re.compile(r'[/\\<>:"|?*]+|%(?=[0-9A-Fa-f]{2})')
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def segment(name: str) -> str:
    """Return a name as one part of a path: itself where it is safe, else a slug and a hash of it.

    No two names become the same part, nor two parts the same file where a disk takes forms of one
    character (NFC, NFD) for the same.
    """
    slug = _slug(name)
    if slug and slug == name and len(name.encode()) <= _LONGEST and not is_device(name):
        return name
    digest = hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:_HASH]
    short = slug.encode()[: _LONGEST - _HASH - 1].decode(errors="ignore").rstrip(" .-")
    stem = short.partition(".")[0] if is_device(short) else short
    return f"{stem}-{digest}" if stem else digest


def _slug(name: str) -> str:
    seen = "".join(
        "-" if unicodedata.category(character) in _UNSEEN else character for character in name
    )
    plain = _MARKS.sub("-", unicodedata.normalize("NFC", seen))
    return plain.strip(" .") if plain.strip("-") else ""


def quoted(name: str, suffix: str = "") -> str:
    """Return a name as one part of an address, percent-encoded, and what our files end with."""
    return quote(segment(name) + suffix, safe="")


def site_path(address: str) -> SitePath:
    """Return the file below the site's folder that holds what stands at an address of the site.

    Raise `HirakuError` where it would stand anywhere else.
    """
    plain = unquote(address.partition("#")[0])
    file = f"{plain}index.html" if plain.endswith("/") or not plain else plain
    if not all(map(_is_part, file.split("/"))):
        raise HirakuError("stops.outside-of-the-site", address=ascii(address))
    return SitePath(file)


def _is_part(part: str) -> bool:
    long = len(part.encode(errors="surrogatepass")) > _LONGEST_NAME
    unseen = any(unicodedata.category(character) in {"Cc", "Cs"} for character in part)
    return not (part in _NO_PART or long or unseen or "\\" in part)


def stage_path(stage: Path, file: SitePath) -> StagePath:
    """Return a file of the site in the folder where it is made ready; its own folder exists.

    That folder is new and nobody else's: there are no links in it.
    """
    target = stage / file
    target.parent.mkdir(parents=True, exist_ok=True)
    return StagePath(target)


def folder_of(file: StagePath) -> StagePath:
    """Return the folder of the stage in which a file stands."""
    return StagePath(file.parent)


def below(folder: StagePath, name: str) -> StagePath:
    """Return a file in a folder of the stage; the folder exists."""
    if not _is_part(name) or "/" in name:
        raise HirakuError("stops.no-file-name", name=ascii(name))
    folder.mkdir(parents=True, exist_ok=True)
    return StagePath(folder / name)


@contextmanager
def scratch_beside(out: StagePath) -> Iterator[StagePath]:
    """Offer a folder for what is on its way to `out`; it goes away."""
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        yield StagePath(Path(folder))
