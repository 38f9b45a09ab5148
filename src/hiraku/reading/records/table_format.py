"""What a table format is: a kind of file, other than CSV, that is read; each is in `formats/`."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from pathlib import Path

from msgspec import Struct

from hiraku.model import Resource
from hiraku.problems import Place
from hiraku.reading.records.sheets import Sheet
from hiraku.registry import entries


class TableFormat(Struct, frozen=True, kw_only=True):
    """`suffixes` are those of its files, in lower case, with their dots.

    `read` returns the records; it raises `Refused` where the file is not of the format.
    """

    suffixes: AbstractSet[str]
    read: Callable[[Path, Resource, Place], Sheet]


def table_format(*suffixes: str) -> TableFormat | None:
    """Return the format of the first suffix that any has; None where none has any."""
    known = entries("hiraku.reading.records.formats", TableFormat).values()
    fitting = (form for suffix in suffixes for form in known if suffix in form.suffixes)
    return next(fitting, None)
