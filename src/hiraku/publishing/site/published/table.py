"""A table that passed, as pages show it: its first rows, its counts, its downloads."""

from __future__ import annotations

from msgspec import Struct

from hiraku.model import Field, Resource
from hiraku.publishing.site.published.download import Download, Omission

PREVIEW_ROWS = 20


class Profile(Struct, frozen=True):
    """The counts of one column.

    `smallest` and `largest` are given for types with an order, `true` for truth values.
    """

    present: int
    missing: int
    distinct: int
    smallest: str | None = None
    largest: str | None = None
    true: int | None = None


class Choice(Struct, frozen=True):
    """A value that a column has, and in how many rows."""

    text: str
    rows: int


class Preview(Struct, frozen=True):
    """How a page reads more rows than it shows: `whole` from the CSV, or by a transport's parts.

    `choices` are the values of each column that has few, `part` and `extract` the numbers of rows
    in a part and in what is made beforehand; `histograms` tells which columns have one. `files` are
    for the page's script alone, no downloads.
    """

    transport: str = "whole"
    choices: tuple[tuple[Choice, ...], ...] = ()
    part: int = 0
    extract: int = 0
    files: tuple[Download, ...] = ()
    histograms: tuple[bool, ...] = ()


class PublishedResource(Struct, frozen=True):
    """A table that passed.

    `first` holds the first 20 rows as canonical text in the order of the fields, missing values as
    they stand in the file; `profiles` are in the same order. `types` are the SQL types that hold
    each field's column exactly.
    """

    resource: Resource
    rows: int
    first: tuple[tuple[str, ...], ...]
    downloads: tuple[Download, ...]
    omissions: tuple[Omission, ...] = ()
    profiles: tuple[Profile, ...] = ()
    preview: Preview = Preview()
    types: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        return self.resource.schema.fields if self.resource.schema else ()
