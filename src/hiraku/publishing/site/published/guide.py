"""A page that people wrote, as far as other parts tell of it."""

from __future__ import annotations

from msgspec import Struct


class Guide(Struct, frozen=True):
    """`path` is that of the page in the first language, `language` the code of what it is in.

    `sections` are its headings, the title first, each with the text below it, without marks.
    `keywords` are other words for what it is about.
    """

    path: str
    language: str
    title: str
    description: str = ""
    sections: tuple[tuple[str, str], ...] = ()
    keywords: tuple[str, ...] = ()
