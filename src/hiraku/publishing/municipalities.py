"""Each municipality of the catalog's register, with the rows that other datasets have for it.

A dataset has rows for a municipality where a foreign key leads from it to the register's code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from hiraku.model import Catalog, Dataset, Register, Resource, Text
from hiraku.publishing.published_table import PublishedTable
from hiraku.publishing.site import Municipality, MunicipalityRows
from hiraku.reading.tables import Tables

SHOWN = 50

Row = tuple[str | None, ...]


def municipalities(catalog: Catalog, tables: Tables) -> tuple[Municipality, ...]:
    """Return the municipalities in the order of their codes; none without a register."""
    register = catalog.municipalities
    listed = catalog.dataset(register.dataset) if register else None
    if not register or not listed:
        return ()
    found = _rows(catalog, register, tables)
    return tuple(
        Municipality(code, Text(name, english), kana, tuple(found.get(code, ())))
        for code, name, kana, english in _listed(listed, register, tables)
    )


def _listed(
    dataset: Dataset, register: Register, tables: Tables
) -> list[tuple[str, str, str | None, str | None]]:
    """Return code, name, reading and English name of each."""
    table = _opened(dataset, dataset.resources[0], tables)
    names = [each.name for each in table.fields]
    columns = [
        f"c{names.index(each) + 1}" if each else "NULL"
        for each in (register.code, register.name, register.kana, register.english)
    ]
    query = f"SELECT {', '.join(columns)} FROM {table.table.name} ORDER BY 1"
    return tables.connection.execute(query).fetchall()


def _rows(
    catalog: Catalog, register: Register, tables: Tables
) -> Mapping[str, list[MunicipalityRows]]:
    found = defaultdict(list)
    for dataset in catalog.datasets:
        for resource in dataset.resources:
            for field in _leading_there(resource, register):
                table = _opened(dataset, resource, tables)
                for code, total, rows in _by_code(table, field):
                    found[code].append(MunicipalityRows(dataset, resource, total, rows))
    return found


def _leading_there(resource: Resource, register: Register) -> Iterator[str]:
    """Yield the field whose values are codes of the register; the first key decides."""
    keys = resource.schema.foreign_keys if resource.schema else ()
    for key in keys:
        if (key.package, key.reference_fields) == (register.dataset, (register.code,)):
            yield key.fields[0]
            return


def _by_code(table: PublishedTable, field: str) -> Iterator[tuple[str, int, tuple[Row, ...]]]:
    """Yield each code with the number of its rows and the first of them, in the file's order."""
    column = f"c{[each.name for each in table.fields].index(field) + 1}"
    numbered = (
        f"SELECT *, row_number() OVER (PARTITION BY {column} ORDER BY row) AS place, "
        f"count(*) OVER (PARTITION BY {column}) AS total FROM {table.table.name}"
    )
    query = (
        f"SELECT {column}, total, {table.present} FROM ({numbered}) "
        f"WHERE {column} <> '' AND place <= {SHOWN} ORDER BY {column}, row"
    )
    totals: dict[str, int] = {}
    rows = defaultdict(list)
    for code, total, *cells in table.connection.execute(query).fetchall():
        totals[code] = total
        rows[code].append(tuple(cells))
    for code, total in totals.items():
        yield code, total, tuple(rows[code])


def _opened(dataset: Dataset, resource: Resource, tables: Tables) -> PublishedTable:
    table = tables.table(dataset, resource)
    return PublishedTable(table, resource, tables.connection, dataset, Text(""), "")
