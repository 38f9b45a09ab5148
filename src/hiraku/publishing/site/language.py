"""One language of the site: its words, and how the model's texts and dates are said in it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markupsafe import Markup, escape
from msgspec import Struct

from hiraku import languages
from hiraku.model import Text

JAPANESE = "ja"
_PAGES = "pages."

_KANA_OR_KANJI = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")


class Language(Struct, frozen=True):
    """`code` is BCP 47; a message of the pages is named by its key in `words/<code>/pages.toml`."""

    code: str = JAPANESE

    def gettext(self, key: str, **values: Any) -> Markup:
        """Say a message of the pages; what fills its blanks is escaped."""
        spoken, full = languages.found(self.code, _PAGES + key)
        said = languages.message(spoken, full, values.get("n"))
        if not values:
            return Markup(said)  # noqa: S704 - the theme's own words
        filled = {name: escape(self.plain(value)) for name, value in values.items()}
        return Markup(said).format_map(filled)  # noqa: S704

    def plain(self, value: Any) -> Any:
        """Return a `Text` in this language, in Japanese where there is no other."""
        return value.in_language(self.code) if isinstance(value, Text) else value

    def marked(self, value: Any) -> Any:
        """Return a text for a page's body: what is Japanese on a page that is not is marked so."""
        text = self.plain(value)
        if self.code != JAPANESE and isinstance(text, str) and _KANA_OR_KANJI.search(text):
            return Markup('<span lang="ja">{}</span>').format(text)
        return text

    def date(self, text: str) -> str:
        """Return an ISO 8601 date, month or year in words; other text unchanged."""
        return languages.date(self.code, text)

    def full_date(self, text: str) -> str:
        """Return an ISO 8601 date or month in words, with the year of its era where it has one."""
        return languages.full_date(self.code, text)


@cache
def language(code: str) -> Language:
    return Language(code)
