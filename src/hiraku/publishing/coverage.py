"""Which municipality has rows in which dataset, and the rows themselves.

A column holds codes of municipalities where a foreign key leads to the catalog's register, or where
it bears the title of the standard, 全国地方公共団体コード.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from hiraku.checking.rules.municipality_code import TITLE
from hiraku.model import Catalog, Dataset, Field, Register, Resource, Schema, Text
from hiraku.publishing.published_table import PublishedTable

SHOWN_ROWS = 50

# A code becomes a part of an address: nothing that could lead elsewhere.
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")

Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Municipality:
    code: str
    name: Text
    kana: str | None = None


@dataclass(frozen=True)
class Share:
    """The rows of one table that belong to one municipality: how many, and the first of them."""

    dataset: Dataset
    resource: Resource
    total: int
    rows: tuple[Row, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return self.resource.schema.fields if self.resource.schema else ()


@dataclass(frozen=True)
class Coverage:
    """Every municipality of the register in the order of codes, and the shares of each code.

    `joinable` are the ids of the datasets that have a column of codes; the register is none of
    them.
    """

    municipalities: tuple[Municipality, ...] = ()
    shares: Mapping[str, tuple[Share, ...]] = field(default_factory=dict)
    joinable: tuple[str, ...] = ()

    def datasets(self, code: str) -> tuple[Dataset, ...]:
        """Return the datasets that have rows for a municipality, each once."""
        found = {each.dataset.id: each.dataset for each in self.shares.get(code, ())}
        return tuple(found.values())

    @property
    def covered(self) -> tuple[Municipality, ...]:
        """The municipalities that have rows in any dataset."""
        return tuple(each for each in self.municipalities if self.shares.get(each.code))


def coverage(catalog: Catalog, tables: Sequence[PublishedTable]) -> Coverage:
    """Look through every table; nothing where the catalog names no register."""
    register = catalog.municipalities
    if not register:
        return Coverage()
    home = next(each for each in tables if each.dataset.id == register.dataset)
    listed = _municipalities(home, register)
    shares: dict[str, list[Share]] = {each.code: [] for each in listed}
    joinable: dict[str, None] = {}
    for table in tables:
        columns = _columns(table, register)
        if table.dataset.id != register.dataset and columns:
            joinable[table.dataset.id] = None
            for code, share in _shares(table, columns):
                if code in shares:
                    shares[code].append(share)
    return Coverage(listed, {code: tuple(each) for code, each in shares.items()}, tuple(joinable))


def code_fields(schema: Schema, register: Register) -> Iterator[str]:
    """Yield the names of the fields that hold codes of municipalities."""
    for key in schema.foreign_keys:
        if key.package == register.dataset and key.reference_fields == (register.code,):
            yield from key.fields
    for each in schema.fields:
        if each.title.ja == TITLE and each.type == "string":
            yield each.name


def _municipalities(home: PublishedTable, register: Register) -> tuple[Municipality, ...]:
    places = {name: place for place, name in enumerate(each.name for each in home.fields)}
    found: dict[str, Municipality] = {}
    for row in home.values():
        cells = {key: row[places[name]] for key, name in register.fields.items()}
        code, name = cells["code"], cells["name"]
        if code and name and _CODE.fullmatch(code):
            said = Text(name, cells.get("en") or None)
            found.setdefault(code, Municipality(code, said, cells.get("kana") or None))
    return tuple(found[code] for code in sorted(found))


def _columns(table: PublishedTable, register: Register) -> tuple[str, ...]:
    """Return the columns of codes as SQL, each once."""
    if not table.resource.schema:
        return ()
    names = set(code_fields(table.resource.schema, register))
    pairs = zip(table.fields, table.table.columns, strict=True)
    return tuple(column for each, column in pairs if each.name in names)


def _shares(table: PublishedTable, columns: Sequence[str]) -> Iterator[tuple[str, Share]]:
    """Yield each code that the columns hold with its rows, in the order of the file."""
    for code, group in groupby(table.rows_by(columns, SHOWN_ROWS), key=lambda found: found[0]):
        found = list(group)
        rows = tuple(row for _, _, row in found)
        yield code, Share(table.dataset, table.resource, found[0][1], rows)
