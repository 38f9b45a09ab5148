"""What descriptions are made of: texts, parties, licences, places, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

Key = str | int


class Text(Struct, frozen=True):
    """A text in Japanese and, where it is given, in English."""

    ja: str
    en: str | None = None

    def __str__(self) -> str:
        return self.ja

    def in_language(self, language: str) -> str:
        """Return the text in `language`, in Japanese where there is no other."""
        return (self.en or self.ja) if language == "en" else self.ja


class Origin(Struct, frozen=True):
    """Where a descriptor stands: its file, and the line of each of its keys (1-based)."""

    file: str
    lines: Mapping[tuple[Key, ...], int] = field(default_factory=dict)

    def line(self, *keys: Key) -> int | None:
        """Return the line of the key, or of its nearest ancestor that has one."""
        for end in range(len(keys), -1, -1):
            if keys[:end] in self.lines:
                return self.lines[keys[:end]]
        return None


class Party(Struct, frozen=True):
    """Who publishes or answers: name, 全国地方公共団体コード, homepage, e-mail."""

    name: Text
    code: str | None = None
    homepage: str | None = None
    email: str | None = None


class License(Struct, frozen=True):
    name: str
    title: Text
    path: str | None = None


class Source(Struct, frozen=True):
    title: Text
    path: str | None = None
    section: str | None = None


class Theme(Struct, frozen=True):
    name: str
    title: Text
    description: Text | None = None


class Place(Struct, frozen=True):
    """A `spatial` coverage: its name and 全国地方公共団体コード."""

    name: Text
    code: str | None = None


class Period(Struct, frozen=True):
    """A `temporal` coverage: ISO 8601 dates, months or years, both ends included."""

    start: str
    end: str


class Tile(Struct, frozen=True):
    """Where a municipality stands in a grid of tiles; `column` and `row` count from 1.

    `line` is that of its code in the file.
    """

    code: str
    label: Text
    column: int
    row: int
    line: int | None = None


class SearchWords(Struct, frozen=True):
    """What the search knows beyond the texts: how words are read, and which mean the same.

    `readings` holds a word and its kana; each of `synonyms` is a group of words.
    """

    readings: Mapping[str, str] = field(default_factory=dict)
    synonyms: tuple[tuple[str, ...], ...] = ()


class Register(Struct, frozen=True):
    """The dataset that lists the municipalities, and its fields: code, name, reading, English."""

    dataset: str
    code: str
    name: str
    kana: str | None = None
    english: str | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.code, self.name, self.kana, self.english)))


class Withdrawn(Struct, frozen=True):
    """What is published no more; `date` is an ISO 8601 date, `replaced_by` an id.

    It is a dataset, or of one that is still there a `resource` or a `version`.
    """

    id: str
    title: Text
    date: str
    reason: Text
    replaced_by: str | None = None
    resource: str = ""
    version: str = ""
