"""A file that is published beside the pages, and its format."""

from __future__ import annotations

from msgspec import Struct

from hiraku.model import Text, Words


class Format(Struct, frozen=True):
    """A format in which tables are published, and where it stands on pages."""

    title: Words
    extension: str
    position: int


class Download(Struct, frozen=True):
    """A file that is published beside the pages; `path` is relative to the site's root.

    `audience` says whom the format is for, where the format says so; `format` is that of a table.
    """

    path: str
    title: Text
    media_type: str
    size: int
    sha256: str
    audience: Words | None = None
    format: Format | None = None


class Omission(Struct, frozen=True):
    """A format that a table does not come in, and why."""

    title: Words
    reason: Words
