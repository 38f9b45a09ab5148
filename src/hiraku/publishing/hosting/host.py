"""What a host is: a server whose settings the site brings along; each is a file in `hosts/`."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from hiraku.publishing.hosting.served_site import Served
from hiraku.registry import entries


class Host(Struct, frozen=True, kw_only=True):
    """A server: `path` is where its settings stand, relative to the site.

    `write` returns them, a text in the server's own syntax.
    """

    path: str
    write: Callable[[Served], str]


def hosts() -> list[Host]:
    """Return every host."""
    return list(entries("hiraku.publishing.hosting.hosts", Host).values())
