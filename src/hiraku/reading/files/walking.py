"""A walk through folders that no depth ends: `os.walk` calls itself for each folder in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def walked(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder with the names of its folders and of its files, as `os.walk` does.

    Names are sorted; links are not followed, nor what the caller takes out of the folders. A
    folder that is not there holds nothing; raise OSError where one cannot be read.
    """
    ahead = [str(folder)]
    while ahead:
        parent = ahead.pop()
        try:
            entries = sorted(os.scandir(parent), key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            continue
        links = {entry.name for entry in entries if entry.is_symlink()}
        inside = {entry.name: _is_folder(entry) for entry in entries}
        folders = [name for name, is_folder in inside.items() if is_folder]
        yield parent, folders, [name for name, is_folder in inside.items() if not is_folder]
        inner = (name for name in reversed(folders) if name not in links)
        ahead.extend(f"{parent}{os.sep}{name}" for name in inner)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether it is a folder or leads to one; a link in a circle leads nowhere."""
    try:
        return entry.is_dir()
    except OSError:
        return False
