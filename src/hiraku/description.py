"""What descriptions are made of: texts, parties, licences, places, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from hiraku.languages import Message, spoken_in

Key = str | int


class Text(Struct, frozen=True):
    """A text by the code of each language that it is given in, the catalog's first before others.

    `words` holds them by code. What is not given in a language is said in that first one.
    """

    words: Mapping[str, str]

    def __hash__(self) -> int:
        return hash(str(self))

    def __str__(self) -> str:
        return next(iter(self.words.values()), "")

    def in_language(self, language: str) -> str:
        """Return the words in a language; in the first, or empty, where there are none in it."""
        return self.words.get(language) or str(self)

    def language(self, wanted: str) -> str:
        """Return the code of the language that `in_language` answers in."""
        return wanted if self.words.get(wanted) else next(iter(self.words), wanted)


class Texts(Struct, frozen=True):
    """Several texts, such as keywords, by the code of each language that they are given in."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[str]:
        """Go through those of the catalog's first language."""
        return iter(self.in_language(""))

    def __len__(self) -> int:
        return len(self.in_language(""))

    def in_language(self, language: str) -> tuple[str, ...]:
        return self.words.get(language) or next(iter(self.words.values()), ())

    def apart(self) -> Iterator[Text]:
        """Yield each text of each language for itself."""
        for code, texts in self.words.items():
            yield from (Text({code: text}) for text in texts)

    def language(self, wanted: str) -> str:
        """Return the code of the language that `in_language` answers in."""
        return wanted if self.words.get(wanted) else next(iter(self.words), wanted)


Words = str | Text | Message
"""What is said: in whatever language (`str`), as the catalog says it, or as hiraku does."""


def text_in(codes: Sequence[str], words: Words) -> Text:
    """Return words as a text in the languages of a catalog."""
    if isinstance(words, Text):
        return words
    if isinstance(words, str):
        return Text(dict.fromkeys(codes, words))
    return Text({spoken_in(code, words.key): words.in_language(code) for code in codes})


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
    """Who publishes or answers: name, 全国地方公共団体コード, homepage, e-mail.

    `form` is the address of a form for messages, in which `{dataset}`, `{version}` and `{row}` are
    blanks.
    """

    name: Text
    code: str | None = None
    homepage: str | None = None
    email: str | None = None
    form: str | None = None


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


class ChosenFinding(Struct, frozen=True):
    """A dataset whose finding the first page shows, and of its views one; empty for the first."""

    dataset: str
    view: str = ""


class Series(Struct, frozen=True):
    """What a dataset is one of: those of the same `name` are one entry of lists, called `title`.

    `label` tells it from the others there: its year or its area.
    """

    name: str
    title: Text
    label: Text


class Area(Struct, frozen=True):
    """A `spatial` coverage: its name and 全国地方公共団体コード."""

    name: Text
    code: str | None = None


class Period(Struct, frozen=True):
    """A `temporal` coverage: ISO 8601 dates, months or years, both ends included."""

    start: str
    end: str


class Tile(Struct, frozen=True):
    """Where a municipality stands in a grid of tiles; `column` and `row` count from 1.

    `code` is its 全国地方公共団体コード (six digits), `label` the short name in the tile. `line` is
    that of its code in the file.
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
    """The dataset that lists the municipalities, and its fields: code, name, reading, English.

    `noun` is what one of them is called: 市町, where a prefecture has no villages.
    """

    dataset: str
    code: str
    name: str
    kana: str | None = None
    english: str | None = None
    noun: Text | None = None

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


class Allowance(Struct, frozen=True):
    """A finding that is allowed: why, and until which day (ISO 8601).

    It is allowed anywhere, or only in the `dataset`, the `resource` and the `field` that are named.
    Where `severity` is `warning`, it is still told.
    """

    rule: str
    reason: str
    until: str
    dataset: str = ""
    resource: str = ""
    field: str = ""
    severity: str = ""


class Correction(Struct, frozen=True):
    """An error that was put right: told on `date`, wrong since `since` (ISO 8601 dates)."""

    date: str
    wrong: Text
    since: str
    right: Text
