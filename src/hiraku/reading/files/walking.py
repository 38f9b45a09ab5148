"""A walk through folders that no depth ends: `os.walk` calls itself for each folder in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def walked(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder with the names of its folders and of its files, as `os.walk` does.

    Names are sorted; links are not followed, nor what the caller takes out of the folders.
    """
    ahead = [str(folder)]
    while ahead:
        parent = ahead.pop()
        try:
            entries = sorted(os.scandir(parent), key=lambda entry: entry.name)
        except OSError:
            continue
        links = {entry.name for entry in entries if entry.is_symlink()}
        folders = [entry.name for entry in entries if entry.is_dir()]
        yield parent, folders, [entry.name for entry in entries if not entry.is_dir()]
        inner = (name for name in reversed(folders) if name not in links)
        ahead.extend(f"{parent}{os.sep}{name}" for name in inner)
