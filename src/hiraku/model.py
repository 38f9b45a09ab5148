"""What a catalog is: frozen values, no I/O, no rendering.

`description` and `schema` are had from here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from hiraku.description import (
    Allowance,
    Area,
    ChosenFinding,
    Correction,
    Key,
    License,
    Origin,
    Party,
    Period,
    Register,
    SearchWords,
    Series,
    Source,
    Text,
    Texts,
    Theme,
    Tile,
    Withdrawn,
    Words,
    text_in,
)
from hiraku.recipe import Recipe
from hiraku.schema import Field, ForeignKey, MissingValue, Schema

__all__ = [
    "HEADLINE",
    "Allowance",
    "Area",
    "Catalog",
    "ChosenFinding",
    "Correction",
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
    "Recipe",
    "Register",
    "Resource",
    "Schema",
    "SearchWords",
    "Series",
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
# The `kind` of the view that is the headline of a dataset.
HEADLINE = "headline"
_UNTITLED, _NO_TEXTS, _NO_WORDS = Text({}), Texts(), SearchWords()


class Dialect(Struct, frozen=True):
    """The part of Table Dialect that is read; the defaults are RFC 4180 with a header row.

    `header_rows` and `comment_rows` count from 1. `sheet` is a name or counts from 1, `rows_at`
    leads to the list of rows in a JSON file, `item_keys` are the keys to take from its objects.
    Without a `quote_char` no cell is quoted. `delimiter_unknown` where one is stated that is none.
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
    delimiter_unknown: bool = False

    @property
    def plain(self) -> bool:
        """Tell whether nothing but delimiter, quote and header differs from RFC 4180."""
        bare = Dialect(self.delimiter, self.quote_char, self.header, header_case=self.header_case)
        known = replace(self, delimiter_unknown=False)
        return known == bare and self.quote_char != ""


class Resource(Struct, frozen=True):
    """One data file of a dataset (Data Resource v2); `descriptor` keeps it whole, as written.

    `name` is unique in the dataset, `path` is relative to the dataset's folder, with `/`; `further`
    are those of other files that are one table with it, outside of a catalog. `title` and
    `description` are for people. `schema` is None where it has none or a broken one, `encoding` as
    stated (None: it is found), `dialect` with the defaults of Table Dialect filled in, `recipe` how
    the table of a workbook is found whose head is not its first row.
    """

    name: str
    path: str
    title: Text
    schema: Schema | None = None
    description: Text | None = None
    further: tuple[str, ...] = ()
    encoding: str | None = None
    dialect: Dialect = Dialect()
    recipe: Recipe | None = None
    descriptor: Mapping[str, Any] = field(default_factory=dict)


class View(Struct, frozen=True):
    """A chart that a dataset declares, with what it shows said in one sentence, `finding`.

    `subtitle` says as of when or for which period its figures are. `kind` is that of a form of
    chart (`bar`, `line`, `rank`, …); `position` counts from 0. `name` is unique in the dataset,
    `title` stands above it. `resource` is the name of the table, empty for the first. `fields`
    holds the field that each key of a short form names, as in `category: department`; `count` and
    `unit` say what its numbers are. `by` and `sort` tell the order, `filter` the rows to take, as
    texts by their field; `highlight` are texts to stress, `labels` other words for texts of the
    data. `shows` is what bars make of the two values that `compare` tells apart: `target` or
    `change`. `rank_among` says among what the rank of a line counts. What others are measured by is
    the text `reference`, or `whole`: the name of the sum of `numerator` over that of `denominator`.
    `spec` is the Vega-Lite specification of a view that is none of the short forms.
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
    rank_among: Text | None = None
    reference: str = ""
    whole: Text | None = None


class Dataset(Struct, frozen=True):
    """A Data Package (version 2) and what a catalog needs beyond it; `descriptor` keeps it whole.

    `id` is its `name` and that of its `folder`, which is absolute. `title`, `description` and
    `keywords` are for people; `row` says what a row is; `notes` stand beside the tables. `version`,
    `created`, `modified` and `update_frequency` are as stated. `sources` are where its data comes
    from, `temporal` and `spatial` what it covers, `corrections` the errors put right. `theme` is
    the name of one of the catalog's themes. `resources` are its tables and files in their order,
    `views` its charts, `headline` the line of which the newest figure opens its page, `series` the
    datasets that it stands among as one, `allow` the findings that it is spared, `severities`
    those that weigh more than usual. `origin` tells the line of each key. `licenses`, `publisher`
    and `contact` are the dataset's own or, where it has none, the catalog's. With `keep_versions`
    the files that git remembers are published too; not otherwise, for one may have been replaced
    to take something back. With `cp932` its tables come in that encoding as well.
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
    cp932: bool = False
    views: tuple[View, ...] = ()
    headline: View | None = None
    series: Series | None = None
    allow: tuple[Allowance, ...] = ()
    severities: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    origin: Origin = field(default_factory=lambda: Origin(""))

    @property
    def pictured(self) -> tuple[View, ...]:
        """The views and the headline, if one is stated: all that names fields of the tables."""
        return (*self.views, *filter(None, [self.headline]))

    def notes_in(self, language: str) -> tuple[Text, ...]:
        """Return the notes in a language, in the catalog's first where there are none in it."""
        code = self.notes.language(language)
        return tuple(Text({code: note}) for note in self.notes.in_language(language))


class Catalog(Struct, frozen=True):
    """Every dataset and schema under `root`; `strict` demands what publishing needs.

    `datasets` are sorted by their folders, `schemas` stand by their ids. `title`, `description`,
    `publisher`, `contact`, `licenses` and `spatial` are those of `catalog.yaml`; what a dataset
    lacks of them it takes from here. `languages` are codes (BCP 47), the first stands at `/`.
    `themes` are in the order of the pages. `findings` are those that the first page opens with.
    `municipalities` names the dataset that lists them, with `tiles` to draw them; `search` is what
    the search knows of words. `withdrawn` are datasets that are published no more,
    `withdrawn_parts` resources and versions of datasets that stay; `redirects` lead from former
    addresses to those of now, relative to the site. `allow`, `severities` and `cp932`
    are as those of a dataset, for all of them. `origin` is that of `catalog.yaml`, without a
    file where it was not read.
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
    findings: tuple[ChosenFinding, ...] = ()
    search: SearchWords = _NO_WORDS
    municipalities: Register | None = None
    withdrawn: tuple[Withdrawn, ...] = ()
    withdrawn_parts: tuple[Withdrawn, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    cp932: bool = False
    allow: tuple[Allowance, ...] = ()
    severities: Mapping[str, str] = field(default_factory=dict)
    tiles: tuple[Tile, ...] = ()
    strict: bool = True
    origin: Origin = field(default_factory=lambda: Origin(""))

    @property
    def language(self) -> str:
        """The catalog's first language."""
        return self.languages[0]

    @property
    def described(self) -> bool:
        """Whether `catalog.yaml` was read; where it was not, it lacks nothing."""
        return bool(self.origin.file)

    def dataset(self, identifier: str) -> Dataset | None:
        """Return the dataset of an id; None where the catalog has none."""
        return next((dataset for dataset in self.datasets if dataset.id == identifier), None)
