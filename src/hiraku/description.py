"""What descriptions are made of: texts, parties, licences, places, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Key = str | int


@dataclass(frozen=True)
class Text:
    """A text in Japanese and, where it is given, in English."""

    ja: str
    en: str | None = None

    def __str__(self) -> str:
        return self.ja

    def in_language(self, language: str) -> str:
        """Return the text in `language`, in Japanese where there is no other."""
        return (self.en or self.ja) if language == "en" else self.ja


@dataclass(frozen=True)
class Origin:
    """Where a descriptor stands: its file, and the line of each of its keys (1-based)."""

    file: str
    lines: Mapping[tuple[Key, ...], int] = field(default_factory=dict, repr=False)

    def line(self, *keys: Key) -> int | None:
        """Return the line of the key, or of its nearest ancestor that has one."""
        for end in range(len(keys), -1, -1):
            if keys[:end] in self.lines:
                return self.lines[keys[:end]]
        return None


@dataclass(frozen=True)
class Party:
    """Who publishes or answers: name, 全国地方公共団体コード, homepage, e-mail."""

    name: Text
    code: str | None = None
    homepage: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class License:
    name: str
    title: Text
    path: str | None = None


@dataclass(frozen=True)
class Source:
    title: Text
    path: str | None = None
    section: str | None = None


@dataclass(frozen=True)
class Theme:
    name: str
    title: Text
    description: Text | None = None


@dataclass(frozen=True)
class Place:
    """A `spatial` coverage: its name and 全国地方公共団体コード."""

    name: Text
    code: str | None = None


@dataclass(frozen=True)
class Period:
    """A `temporal` coverage: ISO 8601 dates, months or years, both ends included."""

    start: str
    end: str


@dataclass(frozen=True)
class Tile:
    """Where a municipality stands in a grid of tiles; `column` and `row` count from 1.

    `line` is that of its code in the file.
    """

    code: str
    label: Text
    column: int
    row: int
    line: int | None = None


@dataclass(frozen=True)
class SearchWords:
    """What the search knows beyond the texts: how words are read, and which mean the same.

    `readings` holds a word and its kana; each of `synonyms` is a group of words.
    """

    readings: Mapping[str, str] = field(default_factory=dict)
    synonyms: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Register:
    """The dataset that lists the municipalities, and its fields: code, name, reading, English."""

    dataset: str
    code: str
    name: str
    kana: str | None = None
    english: str | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.code, self.name, self.kana, self.english)))


@dataclass(frozen=True)
class Withdrawn:
    """A dataset that is published no more; `date` is an ISO 8601 date, `replaced_by` an id."""

    id: str
    title: Text
    date: str
    reason: Text
    replaced_by: str | None = None
