"""Each municipality of the catalog's register, with the rows that other datasets have for it.

A column holds codes of municipalities where a foreign key leads from it to the register's code, or
where it says so, or bears the title of the standard, 全国地方公共団体コード.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby

from hiraku.model import Catalog, Dataset, Register, Resource, Text
from hiraku.publishing.site.published.municipality import Municipality, MunicipalityRows
from hiraku.publishing.tables.area_figures import WholeArea, area_figures, key_of
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.reading.tables import Tables

SHOWN = 50

# A code becomes a part of an address: nothing that could lead out of its folder.
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")


def municipalities(catalog: Catalog, tables: Tables) -> tuple[Municipality, ...]:
    """Return the municipalities in the order of their codes; none without a register."""
    register = catalog.municipalities
    listed = catalog.dataset(register.dataset) if register else None
    if not register or not listed:
        return ()
    places = list(_listed(listed, register, tables))
    rows = _rows(catalog, register, tables, frozenset(place[0] for place in places))
    return tuple(
        Municipality(code, _name(name, english, catalog), kana, tuple(rows.get(code, ())))
        for code, name, kana, english in places
    )


def _name(name: str, english: str | None, catalog: Catalog) -> Text:
    """Return a name as the register has it, and in English where the catalog speaks it."""
    further = {"en": english} if english and "en" in catalog.languages[1:] else {}
    return Text({catalog.language: name, **further})


def code_fields(resource: Resource, register: Register) -> tuple[str, ...]:
    """Return the fields that hold codes of municipalities, in the order of the schema."""
    schema = resource.schema
    if not schema:
        return ()
    leading = {
        name
        for key in schema.foreign_keys
        if (key.package, key.reference_fields) == (register.dataset, (register.code,))
        for name in key.fields
    }
    return tuple(
        field.name for field in schema.fields if field.name in leading or field.is_municipality_code
    )


def _listed(
    dataset: Dataset, register: Register, tables: Tables
) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Yield code, name, reading and English name of each; a code that comes again is the first."""
    table = _opened(dataset, dataset.resources[0], tables)
    names = [field.name for field in table.fields]
    names_wanted = (register.code, register.name, register.kana, register.english)
    places = [names.index(column) if column else None for column in names_wanted]
    listed: dict[str, tuple[str, str | None, str | None]] = {}
    for row in table.values():
        code, name, *others = (None if place is None else row[place] for place in places)
        if code and name and _CODE.fullmatch(code):
            listed.setdefault(code, (name, others[0], others[1]))
    for code in sorted(listed):
        yield code, *listed[code]


def _rows(
    catalog: Catalog, register: Register, tables: Tables, codes: frozenset[str]
) -> Mapping[str, list[MunicipalityRows]]:
    by_code = defaultdict(list)
    whole = WholeArea(
        (catalog.spatial.code if catalog.spatial else None) or "",
        (
            _opened(dataset, resource, tables)
            for dataset in catalog.datasets
            for resource in dataset.resources
            if key_of(resource)
        ),
    )
    for dataset in catalog.datasets:
        for resource in dataset.resources if dataset.id != register.dataset else ():
            if names := code_fields(resource, register):
                table = _opened(dataset, resource, tables)
                key = key_of(resource)
                joined = codes if key and key[1].name in names else frozenset()
                figures = area_figures(table, joined, whole)
                for code, total, rows in _by_code(table, names):
                    own = figures.get(code, ())
                    by_code[code].append(MunicipalityRows(dataset, resource, total, rows, own))
    return by_code


def _by_code(
    table: PublishedTable, names: tuple[str, ...]
) -> Iterator[tuple[str, int, tuple[tuple[str, ...], ...]]]:
    """Yield each code with the number of its rows and the first of them, in the file's order."""
    pairs = zip(table.fields, table.table.columns, strict=True)
    columns = [column for field, column in pairs if field.name in names]
    for code, group in groupby(table.rows_by(columns, SHOWN), key=lambda rows: rows[0]):
        rows = list(group)
        yield code, rows[0][1], tuple(row for _, _, row in rows)


def _opened(dataset: Dataset, resource: Resource, tables: Tables) -> PublishedTable:
    table = tables.table(dataset, resource)
    return PublishedTable(table, resource, tables.connection, dataset, Text({}), "", ())
