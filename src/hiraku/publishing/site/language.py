"""One language of the site: its words, and how the model's texts and dates are said in it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markupsafe import Markup, escape
from msgspec import Struct

from hiraku import languages
from hiraku.languages import Message
from hiraku.model import Catalog, Text

_PAGES = "pages."
_NOUN = "{noun}"


class Language(Struct, frozen=True):
    """`code` is BCP 47; `first` is the catalog's first language, in which its data are written.

    A message of the pages is named by its key in `words/<code>/pages.toml`. `noun` is what the
    catalog calls a municipality: it fills the blank of that name in any message.
    """

    code: str
    first: str
    noun: str = ""

    def gettext(self, key: str, **values: Any) -> Markup:
        """Say a message of the pages; what fills its blanks is escaped."""
        spoken, full = languages.found(self.code, _PAGES + key)
        said = languages.message(spoken, full, values.get("n"))
        if not values and _NOUN not in said:
            return Markup(said)  # noqa: S704 - the theme's own words
        filled = {name: escape(self.plain(value)) for name, value in values.items()}
        filled["noun"] = escape(self.noun or languages.say(self.code, "pages.noun"))
        return Markup(said).format_map(filled)  # noqa: S704

    def plain(self, value: Any) -> Any:
        """Return words in this language, in another where there are none in it."""
        return value.in_language(self.code) if isinstance(value, Text | Message) else value

    def marked(self, value: Any) -> Any:
        """Return words for a page's body: those in another language than the page's say so."""
        text, own = self.plain(value), self._language_of(value)
        if not isinstance(text, str):
            return text
        if own != self.code:
            marked = languages.letters(own).search(text)
            return Markup('<span lang="{}">{}</span>').format(own, text) if marked else text
        return self._with_quotations(text) if self.code != self.first else text

    def _with_quotations(self, text: str) -> str:
        """Mark what a translation quotes of the data's language, where its letters tell."""
        letters = languages.letters(self.first)
        if letters.search("a") or not letters.search(text):
            return text
        parts = re.split(f"((?:{letters.pattern})+)", text)
        quoted = Markup('<span lang="{}">{}</span>')
        return Markup("").join(
            quoted.format(self.first, part) if position % 2 else part
            for position, part in enumerate(parts)
        )

    def date(self, text: str) -> str:
        """Return an ISO 8601 date, month or year in words; other text unchanged."""
        return languages.date(self.code, text)

    def full_date(self, text: str) -> str:
        """Return an ISO 8601 date or month in words, with the year of its era where it has one."""
        return languages.full_date(self.code, text)

    def _language_of(self, value: Any) -> str:
        """Return the language that a value is said in; plain texts are the data's own."""
        if isinstance(value, Text):
            return value.language(self.code)
        return (
            languages.spoken_in(self.code, value.key) if isinstance(value, Message) else self.first
        )


@cache
def language(code: str, first: str, noun: str = "") -> Language:
    return Language(code, first, noun)


def of_catalog(catalog: Catalog, code: str) -> Language:
    """Return a language as a catalog speaks it."""
    register = catalog.municipalities
    said = register.noun if register else None
    noun = said.in_language(code) if said and said.language(code) == code else ""
    return language(code, catalog.language, noun)
