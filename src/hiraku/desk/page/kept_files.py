"""The files that a steward chose while the desk is open: aside, under names of our own."""

from __future__ import annotations

import shutil
from pathlib import Path

from msgspec import Struct, field

from hiraku.desk.page.uploads import UploadedFile
from hiraku.intake.opening import TABLES
from hiraku.own_folders import Scratch

MOST = 10


class KeptFile(Struct):
    """A chosen file: its `name` for people, where it is kept, and the answers given so far."""

    name: str
    path: Path
    answers: dict[str, str] = field(default_factory=dict)


class KeptFiles:
    """The last `MOST` files by their numbers; all are gone when the desk is closed."""

    def __init__(self) -> None:
        self._folder = Scratch("hiraku-desk-")
        self._files: dict[int, KeptFile] = {}
        self._count = 0

    def keep(self, file: UploadedFile) -> int:
        """Put a file aside and return its number; the oldest beyond `MOST` goes."""
        self._count += 1
        folder = self._folder.path / str(self._count)
        folder.mkdir()
        path = folder / _own_name(file.name)
        path.write_bytes(file.content)
        self._files[self._count] = KeptFile(file.name, path)
        if len(self._files) > MOST:
            oldest = min(self._files)
            shutil.rmtree(self._files.pop(oldest).path.parent)
        return self._count

    def file(self, number: str) -> KeptFile | None:
        known = number.isascii() and number.isdigit() and len(number) < 10  # noqa: PLR2004 - no int without end
        return self._files.get(int(number)) if known else None

    def close(self) -> None:
        self._folder.cleanup()


def _own_name(name: str) -> str:
    """Return a name of ours: of theirs only letters, digits and an ending that is known."""
    suffix = Path(name).suffix.lower()
    stem = "".join(sign for sign in Path(name).stem if sign.isalnum())[:40] or "file"
    return f"{stem}{suffix}" if suffix in TABLES else f"{stem}.bin"
