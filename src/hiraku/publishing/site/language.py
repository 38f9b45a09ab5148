"""One language of the site: its words, and how the model's texts and dates are said in it.

The theme's words are written in Japanese; other languages have a gettext catalogue in
`theme/locale/<language>/LC_MESSAGES/hiraku.po`. A message with a plural counts `n`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from markupsafe import Markup, escape
from msgspec import Struct, field

from hiraku.model import Text

JAPANESE = "ja"
LOCALES = Path(__file__).parents[2] / "theme" / "locale"

_DATES = {
    "ja": ("y年", "y年M月", "y年M月d日"),
    "en": ("y", "MMMM y", "d MMMM y"),
}
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?!\d))?)?(?:$|T)")

_KANA_OR_KANJI = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")

Messages = Mapping[str, str | tuple[str, ...]]


class Language(Struct, frozen=True):
    """`code` is ISO 639-1; a message that has no translation stays Japanese."""

    code: str = JAPANESE
    messages: Messages = field(default_factory=dict)

    def gettext(self, message: str, **values: Any) -> Markup:
        """Translate, then fill the blanks; what fills them is escaped."""
        said = self._translated(message, values.get("n"))
        filled = {key: escape(self.plain(value)) for key, value in values.items()}
        return Markup(said % filled if values else said)  # noqa: S704 - the theme's own words

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
        return _date_in_words(text, self.code)

    def _translated(self, message: str, number: Any) -> str:
        found = self.messages.get(message, message)
        if isinstance(found, str):
            return found
        return found[0 if str(number) == "1" else 1]


@cache
def language(code: str) -> Language:
    """Return a language with its catalogue; the theme's own language needs none."""
    path = LOCALES / code / "LC_MESSAGES" / "hiraku.po"
    if not path.is_file():
        return Language(code)
    with path.open("rb") as stream:
        found = read_po(stream, locale=code)
    return Language(code, dict(_pair(each) for each in found if each.id and each.string))


def _pair(message: Message) -> tuple[str, str | tuple[str, ...]]:
    """Return a message and its translation, or translations by number."""
    if isinstance(message.id, str):
        return message.id, str(message.string)
    return message.id[0], tuple(map(str, message.string or ()))


@cache
def _date_in_words(text: str, code: str) -> str:
    match = _DATE.match(text)
    if not match:
        return text
    parts = [int(part) for part in match.groups() if part]
    try:
        moment = date(*parts, *[1] * (3 - len(parts)))
    except ValueError:
        return text
    forms = _DATES.get(code, _DATES["en"])
    return format_date(moment, forms[len(parts) - 1], locale=code)
