"""From a file to a book: what its bytes are, whatever its name says."""

from __future__ import annotations

import zipfile
from pathlib import Path

from hiraku.intake.books import csv, spreadsheet, xlsx
from hiraku.intake.ooxml.package import Unreadable
from hiraku.intake.sheets import Book

# A file of one of these names is judged as a table, whatever its bytes turn out to be.
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
TABLES = WORKBOOKS | {".csv", ".tsv"}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_SIGNS = {
    b"%PDF": "pdf", b"\x89PNG": "image", b"\xff\xd8\xff": "image", b"GIF8": "image",
    b"\x1f\x8b": "gzip", b"7z\xbc\xaf": "archive", b"Rar!": "archive",
}  # fmt: skip


def open_book(path: Path) -> Book:
    """Read a file of an official; raise `Unreadable` where it holds no table that can be read."""
    kind = kind_of(path)
    if kind in ("xlsx", "xlsm"):
        return xlsx.read(path)
    if kind in ("xls", "ods"):
        return spreadsheet.read(path)
    if kind == "text":
        return csv.read(path)
    raise Unreadable(kind)


def kind_of(path: Path) -> str:
    """Return what the bytes are: `xlsx`, `xls`, `ods`, `text`, `pdf`, `word`, `html`, `locked` …"""
    head = _head(path)
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(_OLE):
        return _compound(path)
    for sign, kind in _SIGNS.items():
        if head.startswith(sign):
            return kind
    if (
        head.lstrip(b"\xef\xbb\xbf \r\n\t")
        .lower()
        .startswith((b"<!doctype html", b"<html", b"<table"))
    ):
        return "html"
    return (
        "unknown" if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")) else "text"
    )


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(4096)


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return "damaged"
    if any(name.startswith("xl/") for name in names):
        return "xlsb" if "xl/workbook.bin" in names else "xlsx"
    if "content.xml" in names:
        return "ods"
    return "word" if any(name.startswith("word/") for name in names) else "archive"


def _compound(path: Path) -> str:
    content = path.read_bytes()
    if _LOCKED in content:
        return "locked"
    return "word" if _WORD in content else "xls"
