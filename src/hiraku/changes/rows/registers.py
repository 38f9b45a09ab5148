"""What other tables say of a table: names for its codes, rows that they refer to, and who lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hiraku.changes.rows.damage import Damage
from hiraku.changes.rows.keyed import NEW, OLD, TwoTables
from hiraku.changes.verdicts.outcome import Word
from hiraku.checking.keys.labels import match_labels
from hiraku.checking.types.field_type import dated_types
from hiraku.model import Catalog, Dataset, Field, ForeignKey, Resource, Text
from hiraku.problems import Refused
from hiraku.reading.tables import HELD_BYTES, Tables
from hiraku.sql import name as quoted

# Where fewer of the municipalities have a row, the table is not one of all of them.
_NEARLY_ALL = 0.8
_SHOWN = 5
# A code of a local government: two digits for the prefecture, three within it, one that checks.
_CODE = re.compile(r"[0-9]{5,6}")


def names_of(
    dataset: Dataset, resource: Resource, catalog: Catalog, tables: Tables
) -> Mapping[str, Text]:
    """Return what the codes of municipalities stand for.

    The register says it where the table refers to it, else the names that stand beside the codes.
    """
    if refers_to_register(resource, catalog):
        return dict(_register(catalog, tables))
    return dict(_names_beside_codes(dataset, resource, catalog, tables))


def _names_beside_codes(
    dataset: Dataset, resource: Resource, catalog: Catalog, tables: Tables
) -> Iterator[tuple[str, Text]]:
    """Yield the names in the first column that has one of its own for each code of the key."""
    schema = resource.schema
    texts = [field.name for field in schema.fields if field.type == "string"] if schema else []
    key = schema.primary_key if schema else ()
    if not resource.path or tables.path(dataset, resource).stat().st_size > HELD_BYTES:
        return
    for code in (name for name in texts if name in key):
        for name in (name for name in texts if name not in key):
            pairs = set(_rows(dataset, resource, [code, name], tables))
            if _one_each(pairs):
                for member, called in pairs:
                    yield member, Text({catalog.language: called})
                return


def _one_each(pairs: set[tuple[str, ...]]) -> bool:
    """Tell whether each is a code of a municipality beside a name of its own."""
    codes, names = {code for code, _ in pairs}, {name for _, name in pairs}
    coded = all(code and _CODE.fullmatch(code) for code in codes)
    return bool(pairs) and coded and all(names) and len(codes) == len(names) == len(pairs)


def _register(catalog: Catalog, tables: Tables) -> Iterator[tuple[str, Text]]:
    register = catalog.municipalities
    listed = catalog.dataset(register.dataset) if register else None
    if not register or not listed:
        return
    names = [register.code, register.name, *filter(None, [register.english])]
    for code, name, *english in _rows(listed, listed.resources[0], names, tables):
        further = {"en": english[0]} if english and english[0] else {}
        yield code, Text({catalog.language: name} | further)


def _rows(
    dataset: Dataset, resource: Resource, names: list[str], tables: Tables
) -> list[tuple[str, ...]]:
    try:
        table = tables.table(dataset, resource)
    except Refused:
        return []
    places = match_labels(table, resource.schema).positions if resource.schema else {}
    if not all(name in places for name in names):
        return []
    selected = ", ".join(f"c{places[name]}" for name in names)
    return tables.connection.execute(f"SELECT {selected} FROM {table.unnumbered_sql}").fetchall()


def refers_to_register(resource: Resource, catalog: Catalog) -> ForeignKey | None:
    register = catalog.municipalities
    keys = resource.schema.foreign_keys if resource.schema and register else ()
    return next(
        (key for key in keys if register and key.package == register.dataset and
         key.reference_fields == (register.code,)),
        None,
    )  # fmt: skip


def missing_municipalities(
    laid: TwoTables, dataset: Dataset, resource: Resource, catalog: Catalog, tables: Tables
) -> Iterator[Damage]:
    """Yield the dates at which nearly all municipalities have a row, but not all of them."""
    key = refers_to_register(resource, catalog)
    names = {column.name for column in laid.columns}
    if not key or not resource.schema or not set(key.fields) <= names:
        return
    del dataset
    code = quoted(key.fields[0])
    dated = next(
        (f for f in resource.schema.fields if f.type in dated_types() and f.name in names), None
    )
    everybody = dict(_register(catalog, tables))
    formerly = _by_date(laid, code, dated, OLD)
    for date, codes in _by_date(laid, code, dated, NEW).items():
        lacking = set(everybody) - codes
        known_before = formerly.get(date)
        if (
            lacking
            and len(lacking) <= len(everybody) * (1 - _NEARLY_ALL)
            and (known_before is None or lacking & known_before)
        ):
            shown = tuple(everybody[missing] for missing in sorted(lacking)[:_SHOWN])
            yield Damage(
                "rows",
                "municipality",
                count=len(lacking),
                values={"date": date or Word("now"), "missing": shown},
            )


def _by_date(laid: TwoTables, code: str, dated: Field | None, relation: str) -> dict[str, set[str]]:
    date = quoted(dated.name) if dated else "''"
    by_date: dict[str, set[str]] = {}
    for when, member in laid.ask(f"SELECT DISTINCT {date}, {code} FROM {laid.whole(relation)}"):
        by_date.setdefault(str(when), set()).add(str(member))
    return by_date


def removed_references(
    laid: TwoTables, dataset: Dataset, resource: Resource, catalog: Catalog, tables: Tables
) -> Iterator[Damage]:
    """Yield where rows that went are still referred to by other tables of the catalog."""
    names = {column.name for column in laid.columns}
    for other, table, key in referring(dataset, resource, catalog):
        if not set(key.reference_fields) <= names:
            continue
        selected = ", ".join(map(quoted, key.reference_fields))
        formerly, now = (f"SELECT {selected} FROM {laid.whole(side)}" for side in (OLD, NEW))
        gone = set(laid.ask(f"{formerly} EXCEPT {now}"))
        used = gone & set(_rows(other, table, list(key.fields), tables)) if gone else set()
        if used:
            yield Damage(
                "rows", "referenced-removed", count=len(used), values={"others": other.title}
            )


def referring(
    dataset: Dataset, resource: Resource, catalog: Catalog
) -> Iterator[tuple[Dataset, Resource, ForeignKey]]:
    """Yield every foreign key of the catalog that reaches a resource."""
    first = dataset.resources[0].name
    for other in catalog.datasets:
        for table in other.resources:
            for key in table.schema.foreign_keys if table.schema else ():
                inside = other.id == dataset.id and not key.package
                reached = key.resource or (table.name if inside else first)
                if (inside or key.package == dataset.id) and reached == resource.name:
                    yield other, table, key
