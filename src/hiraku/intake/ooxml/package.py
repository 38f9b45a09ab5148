"""The parts of an OOXML workbook (ISO/IEC 29500-2): a ZIP whose parts relate to each other."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Self
from xml.etree import ElementTree as ET
from xml.parsers import expat

from msgspec import Struct

MAX_BYTES = 512 * 1024 * 1024
# What reading a damaged archive and damaged XML can raise; NotImplementedError is a RuntimeError.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, LookupError,
    ValueError, ET.ParseError, expat.ExpatError,
)  # fmt: skip


class Unreadable(Exception):  # noqa: N818 - says what the file is
    """The file is no sound workbook; the words are the reader's own."""


class Relationship(Struct, frozen=True):
    """`kind` is the last part of the relation's type: `worksheet`, `drawing`, `comments` …"""

    kind: str
    part: str


class Package:
    """An opened archive; raises `Unreadable` where a part is missing, too large or no XML."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except DAMAGED as error:
            raise Unreadable(str(error)) from error
        self._names = set(self._zip.namelist())
        if sum(part.file_size for part in self._zip.infolist()) > MAX_BYTES:
            raise Unreadable("too large")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @property
    def parts(self) -> set[str]:
        return self._names

    def workbook(self) -> str:
        """Return the name of the part that lists the sheets."""
        return self._related("", "officeDocument")

    def _related(self, part: str, kind: str) -> str:
        target = next((rel.part for rel in self.relations(part).values() if rel.kind == kind), None)
        if target is None:
            raise Unreadable(f"no {kind}")
        return target

    def relations(self, part: str) -> dict[str, Relationship]:
        """Return what a part refers to, by id; nothing where it refers to none."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self._names:
            return {}
        return {
            str(relation.get("Id")): Relationship(
                str(relation.get("Type")).rpartition("/")[2],
                _absolute(folder, str(relation.get("Target"))),
            )
            for relation in self.tree(listed)
            if relation.get("TargetMode") != "External"
        }

    def tree(self, part: str) -> ET.Element:
        """Parse a small part; entities, which could swell, need a DTD, and OOXML has none."""
        content = self.read(part)
        if b"<!DOCTYPE" in content:
            raise Unreadable("DTD")
        try:
            return ET.fromstring(content)  # noqa: S314 - without a DTD there is nothing to swell
        except DAMAGED as error:
            raise Unreadable(str(error)) from error

    def read(self, part: str) -> bytes:
        try:
            return self._zip.read(part)
        except DAMAGED as error:
            raise Unreadable(f"{part}: {error}") from error

    def open(self, part: str) -> IO[bytes]:
        try:
            return self._zip.open(part)
        except DAMAGED as error:
            raise Unreadable(f"{part}: {error}") from error


def _absolute(folder: str, target: str) -> str:
    joined = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(joined).lstrip("/")


def refuse_doctype(*_: object) -> None:
    """Refuse a DTD, without which no entity can swell."""
    raise Unreadable("DTD")


def local(element: ET.Element) -> str:
    """Return an element's name without its namespace: strict and transitional OOXML differ."""
    return element.tag.rpartition("}")[2]


def children(element: ET.Element | None, name: str) -> Iterator[ET.Element]:
    """Yield the children of a local name."""
    yield from (child for child in element if local(child) == name) if element is not None else ()


def child(element: ET.Element | None, name: str) -> ET.Element | None:
    return next(children(element, name), None)
