"""What a transport is: a way to bring a large table to a page in parts; a file in `transports/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct

from hiraku.publishing.site.site_path import StagePath
from hiraku.registry import entries


class Transport(Struct, frozen=True, kw_only=True):
    """`rows` is the most that a part has.

    `write` writes the parts of a CSV, of so many rows each, into a folder and yields the files.
    """

    rows: int
    write: Callable[[Path, StagePath, int], Iterable[Path]]


def transports() -> dict[str, Transport]:
    """Return every transport by its id, which is what the option `preview` names."""
    return entries("hiraku.publishing.previews.transports", Transport)
