"""What a catalog is: frozen values, no I/O, no rendering; `description` is had from here too."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from hiraku.description import (
    Area,
    Key,
    License,
    Origin,
    Party,
    Period,
    Register,
    SearchWords,
    Source,
    Text,
    Texts,
    Theme,
    Tile,
    Withdrawn,
    Words,
    text_in,
)

__all__ = [
    "Allowance",
    "Area",
    "Catalog",
    "Dataset",
    "Dialect",
    "Field",
    "ForeignKey",
    "Key",
    "License",
    "MissingValue",
    "Origin",
    "Party",
    "Period",
    "Register",
    "Resource",
    "Schema",
    "SearchWords",
    "Source",
    "Text",
    "Texts",
    "Theme",
    "Tile",
    "View",
    "Withdrawn",
    "Words",
    "text_in",
]


LANGUAGES = ("ja",)  # of a catalog that names none
_UNTITLED, _NO_TEXTS, _NO_WORDS = Text({}), Texts(), SearchWords()


class MissingValue(Struct, frozen=True):
    value: str
    label: Text | None = None


class Field(Struct, frozen=True):
    """A Table Schema field descriptor; `descriptor` keeps it whole, as it was written."""

    name: str
    type: str
    title: Text
    description: Text | None = None
    format: str = "default"
    unit: str | None = None
    example: str | None = None
    constraints: Mapping[str, Any] = field(default_factory=dict)
    missing_values: tuple[MissingValue, ...] = (MissingValue(""),)
    descriptor: Mapping[str, Any] = field(default_factory=dict)

    @property
    def required(self) -> bool:
        return self.constraints.get("required") is True

    @property
    def symbols(self) -> tuple[MissingValue, ...]:
        """The missing values that say in a label what they stand for."""
        return tuple(each for each in self.missing_values if each.label)

    def missing_value(self, text: str) -> MissingValue | None:
        """Return the missing value that a cell's text is; None where it is a value."""
        for each in self.missing_values:
            if each.value == text:
                return each
        return None

    @property
    def status_column(self) -> str:
        """The name of the column for the meaning of its symbols, where the schema asks for one."""
        return f"{self.name}_status" if self.descriptor.get("statusColumn") is True else ""

    @property
    def is_municipality_code(self) -> bool:
        """Whether the field is a text that bears the title of the national standard."""
        return str(self.title) == "全国地方公共団体コード" and self.type == "string"

    @property
    def stated_unit(self) -> str:
        """The unit; nothing where there is none or it is not stated."""
        return "" if self.unit in (None, "none") else str(self.unit)


class ForeignKey(Struct, frozen=True):
    """A key into another resource.

    `package` is the other dataset's id, `resource` the resource's name; empty means this one.
    """

    fields: tuple[str, ...]
    reference_fields: tuple[str, ...]
    resource: str = ""
    package: str = ""


class Schema(Struct, frozen=True):
    id: str
    fields: tuple[Field, ...]
    title: Text
    version: str | None = None
    description: Text | None = None
    primary_key: tuple[str, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    origin: Origin = field(default_factory=lambda: Origin(""))

    def field_named(self, name: str) -> Field | None:
        return next((each for each in self.fields if each.name == name), None)


class Dialect(Struct, frozen=True):
    """The part of Table Dialect that is read; the defaults are RFC 4180 with a header row.

    `header_rows` and `comment_rows` count from 1. `sheet` is a name or counts from 1, `rows_at`
    leads to the list of rows in a JSON file, `item_keys` are the keys to take from its objects.
    Without a `quote_char` no cell is quoted.
    """

    delimiter: str = ","
    quote_char: str = '"'
    header: bool = True
    header_rows: tuple[int, ...] = (1,)
    header_join: str = " "
    header_case: bool = True
    double_quote: bool = True
    escape_char: str | None = None
    skip_initial_space: bool = False
    comment_char: str | None = None
    comment_rows: tuple[int, ...] = ()
    sheet: str | int | None = None
    rows_at: str | None = None
    item_keys: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Tell whether nothing but delimiter, quote and header differs from RFC 4180."""
        bare = Dialect(self.delimiter, self.quote_char, self.header, header_case=self.header_case)
        return self == bare and self.quote_char != ""


class Resource(Struct, frozen=True):
    """One data file of a dataset; `path` is relative to the dataset's folder."""

    name: str
    path: str
    title: Text
    schema: Schema | None = None
    description: Text | None = None
    encoding: str | None = None
    dialect: Dialect = Dialect()
    descriptor: Mapping[str, Any] = field(default_factory=dict)


class View(Struct, frozen=True):
    """A chart that a dataset declares, with what it shows said in one sentence, `finding`.

    `subtitle` says as of when or for which period its figures are. `kind` is `bar`, `line`,
    `tile-grid` or `vega-lite`; `position` counts from 0. `fields` holds the field that each key of
    a short form names, as in `category: department`. `filter` are the rows to take, as texts by
    their field; `labels` are other words for texts of the data. `shows` is what bars make of the
    two values that `compare` tells apart: `target` or `change`.
    """

    name: str
    kind: str
    title: Text
    finding: Text
    subtitle: Text | None = None
    position: int = 0
    resource: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    count: Text | None = None
    unit: Text | None = None
    by: str | None = None
    sort: str | None = None
    shows: str | None = None
    highlight: tuple[str, ...] = ()
    filter: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, Text] = field(default_factory=dict)
    spec: Mapping[str, Any] | None = None


class Allowance(Struct, frozen=True):
    """A rule that need not hold for a dataset: why, and until which day (ISO 8601)."""

    rule: str
    reason: str
    until: str


class Dataset(Struct, frozen=True):
    """A Data Package and what a catalog needs beyond it.

    `folder` is absolute. `licenses`, `publisher` and `contact` are the dataset's own or,
    where it has none, the catalog's. With `keep_versions` the files that git remembers are
    published too; not otherwise, for one may have been replaced to take something back.
    """

    id: str
    folder: Path
    title: Text
    resources: tuple[Resource, ...]
    description: Text | None = None
    row: Text | None = None
    version: str | None = None
    created: str | None = None
    modified: str | None = None
    licenses: tuple[License, ...] = ()
    sources: tuple[Source, ...] = ()
    publisher: Party | None = None
    contact: Party | None = None
    theme: str | None = None
    keywords: Texts = _NO_TEXTS
    update_frequency: str | None = None
    temporal: Period | None = None
    spatial: Area | None = None
    notes: Texts = _NO_TEXTS
    keep_versions: bool = False
    views: tuple[View, ...] = ()
    allow: tuple[Allowance, ...] = ()
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    origin: Origin = field(default_factory=lambda: Origin(""))

    def notes_in(self, language: str) -> tuple[Text, ...]:
        """Return the notes in a language, in the catalog's first where there are none in it."""
        code = self.notes.language(language)
        return tuple(Text({code: note}) for note in self.notes.in_language(language))


class Catalog(Struct, frozen=True):
    """Every dataset and schema under `root`; `strict` demands what publishing needs.

    `languages` are codes (BCP 47), `withdrawn_parts` resources and versions of datasets that stay,
    `redirects` lead from former addresses to those of now, relative to the site.
    """

    root: Path
    datasets: tuple[Dataset, ...] = ()
    schemas: Mapping[str, Schema] = field(default_factory=dict)
    title: Text = _UNTITLED
    description: Text | None = None
    publisher: Party | None = None
    contact: Party | None = None
    licenses: tuple[License, ...] = ()
    languages: tuple[str, ...] = LANGUAGES
    spatial: Area | None = None
    themes: tuple[Theme, ...] = ()
    search: SearchWords = _NO_WORDS
    municipalities: Register | None = None
    withdrawn: tuple[Withdrawn, ...] = ()
    withdrawn_parts: tuple[Withdrawn, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    tiles: tuple[Tile, ...] = ()
    strict: bool = True
    origin: Origin = field(default_factory=lambda: Origin(""))

    @property
    def language(self) -> str:
        """The catalog's first language."""
        return self.languages[0]

    @property
    def described(self) -> bool:  # else `catalog.yaml` was not read, and lacks nothing
        return bool(self.origin.file)

    def dataset(self, identifier: str) -> Dataset | None:
        return next((each for each in self.datasets if each.id == identifier), None)
