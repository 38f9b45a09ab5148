"""What a transport is: a way to bring a large table to a page in parts; a file in `transports/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct

from hiraku.publishing.site.site_path import StagePath
from hiraku.registry import entries


class Transport(Struct, frozen=True, kw_only=True):
    """A way to bring the rows of a CSV to a page's script; `rows` is the most that a part has.

    `write` is given the CSV, a folder of the stage and the rows of a part. It writes the rows as
    gzip (RFC 1952), the header once, above the first of them, and yields the files.
    """

    rows: int
    write: Callable[[Path, StagePath, int], Iterable[Path]]


def transports() -> dict[str, Transport]:
    """Return every transport by its id, which is what the option `preview` names."""
    return entries("hiraku.publishing.previews.transports", Transport)
