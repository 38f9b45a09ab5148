"""Verdicts that are kept: what was judged once is not judged again while nothing of it changes.

A verdict is a file named by the fingerprint of all that it depends on; its first line is the
SHA-256 of the rest, so that a damaged one is known for what it is and judged again.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import MsgspecError, Struct, field
from msgspec.json import decode, encode

from hiraku.problems import Report


class ReportCache(Struct):
    """The verdicts below a folder, by fingerprint; without a folder nothing is kept."""

    folder: Path | None = None
    used: set[str] = field(default_factory=set)

    def known(self, fingerprint: str | None) -> Report | None:
        """Return what was kept, None where nothing sound was."""
        if not self.folder or not fingerprint:
            return None
        try:
            if (self.folder / fingerprint).is_symlink():
                return None
            stated, _, text = (self.folder / fingerprint).read_text("utf-8").partition("\n")
            report = decode(text, type=Report) if stated == _sum(text) else None
        except (OSError, ValueError, MsgspecError):
            return None
        self.used.add(fingerprint)
        return report

    def keep(self, fingerprint: str | None, report: Report) -> None:
        """Write a verdict aside and rename it; a disk that cannot be written keeps none."""
        if not self.folder or not fingerprint:
            return
        text = encode(report).decode()
        target = self.folder / fingerprint
        with suppress(OSError):
            with tempfile.NamedTemporaryFile("w", dir=self.folder, delete=False) as aside:
                aside.write(f"{_sum(text)}\n{text}")
            Path(aside.name).replace(target)
            self.used.add(fingerprint)

    def forget_others(self) -> None:
        """Remove what was of no use in this run: it belongs to files that have changed."""
        for path in _files(self.folder):
            if path.name not in self.used:
                with suppress(IsADirectoryError):
                    path.unlink(missing_ok=True)


def _files(folder: Path | None) -> Iterable[Path]:
    return list(folder.iterdir()) if folder and folder.is_dir() else ()


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
