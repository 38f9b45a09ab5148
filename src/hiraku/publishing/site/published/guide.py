"""A page that people wrote, as far as other parts tell of it."""

from __future__ import annotations

from msgspec import Struct


class Guide(Struct, frozen=True):
    """`path` is that of the page in the first language, `language` the code of what it is in.

    `headings` are those below its title.
    """

    path: str
    language: str
    title: str
    description: str = ""
    headings: tuple[str, ...] = ()
