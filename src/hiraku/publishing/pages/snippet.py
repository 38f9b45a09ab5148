"""What a snippet is: code in one language that reads a table; each is a file in `snippets/`."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from hiraku.model import Words
from hiraku.publishing.pages.table_access import TableAccess
from hiraku.registry import entries


class Snippet(Struct, frozen=True, kw_only=True):
    """Code in the language that `title` names; `position` is where it stands, from 1.

    `write` returns the code, complete and ready to run, which reads the table with the types of its
    columns; what stands in it of the catalog is quoted as the language quotes.
    """

    title: Words
    position: int
    write: Callable[[TableAccess], str]


def snippets() -> list[Snippet]:
    """Return every snippet in the order in which pages show them."""
    known = entries("hiraku.publishing.pages.snippets", Snippet).values()
    return sorted(known, key=lambda snippet: snippet.position)
