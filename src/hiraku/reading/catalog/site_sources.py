"""What MkDocs would walk through for a site: the folders of pages and of the theme's own files.

They are admitted by the rules of data, before MkDocs follows a link in them or waits for a pipe.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hiraku.configuration import read_mkdocs_yaml
from hiraku.problems import Place, Problem
from hiraku.reading.files.walking import walked
from hiraku.reserved_names import is_portable
from hiraku.settings import CONFIGURATION
from hiraku.visible import path_text

_PAGES = "docs"
# MkDocs ends at some hundred folders in folders.
DEEPEST = 50
_SHOWN = 300
# Files that hold tables, which can be searched, and those in which hiraku cannot look.
TABLES = {".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv"}
SEALED = {
    *(".xlsb", ".xltx", ".doc", ".docx", ".docm", ".odt", ".ppt", ".pptx", ".odp", ".rtf"),
    *(".jtd", ".mdb", ".accdb", ".zip", ".7z", ".lzh", ".pdf", ".epub", ".xps"),
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".heic", ".tif", ".tiff", ".bmp"),
    *(".mp3", ".m4a", ".wav", ".mp4", ".mov", ".webm"),
}


def site_problems(root: Path) -> Iterator[Problem]:
    """Yield what is neither a folder nor a plain file in the folders that `mkdocs.yml` names."""
    path = root / CONFIGURATION
    if path.is_file():
        for folder in _folders(read_mkdocs_yaml(path)):
            yield from _unfit(root, folder)


def page_files(root: Path) -> Iterator[Path]:
    """Yield every plain file that MkDocs reads or publishes as it is; links are not walked."""
    path = root / CONFIGURATION
    folders = _folders(read_mkdocs_yaml(path)) if path.is_file() else ()
    for folder in folders:
        for parent, _, files in walked(root / folder):
            for name in files:
                file = Path(parent, name)
                if stat.S_ISREG(file.lstat().st_mode):
                    yield file


def page_folders(root: Path) -> Iterator[str]:
    """Yield the folders of pages and of the theme that lie inside the catalog."""
    path = root / CONFIGURATION
    for folder in _folders(read_mkdocs_yaml(path)) if path.is_file() else ():
        if not folder.startswith("/") and ".." not in Path(folder).parts:
            yield folder


def unread_files(root: Path) -> Iterator[Path]:
    """Yield the workbooks, tables and other files of offices, and pictures, by their names."""
    for file in page_files(root):
        if file.suffix.casefold() in TABLES | SEALED:
            yield file


def _folders(settings: dict[str, Any]) -> Iterator[str]:
    """Yield the folders that the configuration names; of what is no name MkDocs tells."""
    theme = settings.get("theme")
    own = theme.get("custom_dir") if isinstance(theme, dict) else None
    for named in (settings.get("docs_dir") or _PAGES, own):
        if isinstance(named, str) and named and "\0" not in named:
            yield named


def _unfit(root: Path, folder: str) -> Iterator[Problem]:
    """Look at every entry without opening it; a link to a folder is not walked."""
    inside = (root / folder).absolute()
    if inside.is_symlink():
        yield _problem(folder)
        return
    for parent, folders, files in walked(inside):
        if len(Path(parent).relative_to(inside).parts) >= DEEPEST and folders:
            yield _problem(os.path.relpath(Path(parent, folders.pop()), root)[:_SHOWN], "deep")
            folders.clear()
        for name in sorted((*folders, *files)):
            path = Path(parent, name)
            plain = path.is_dir() if name in folders else path.is_file()
            if path.is_symlink() or not plain or not (name.isprintable() and is_portable(name)):
                yield _problem(os.path.relpath(path, root))


def _problem(path: str, hint: str | None = None) -> Problem:
    shown = path_text(path)
    return Problem("site-source-unfit", Place(shown), {"path": shown}, hint)
