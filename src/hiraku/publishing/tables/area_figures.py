"""The newest figures of each municipality, beside those of the whole area and its rank.

A table has figures where its primary key is a time and a code, and other fields are numbers. The
whole area's stand in any table that has the same time and the same number, and rows of the
catalog's own area (`spatial.code`) under a code of their own; nothing is added up here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from hiraku.checking.types.field_type import type_of
from hiraku.model import Field, Resource
from hiraku.publishing.site.published.municipality import AreaFigure
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.sql import literal

# More points than this are no line on a page, and more rows than this no table to gather by hand.
MOST = 100_000
Series = Mapping[str, str]


def key_of(resource: Resource) -> tuple[Field, Field] | None:
    """Return the fields of a primary key that is a time and a text."""
    schema = resource.schema
    fields = [schema.field_named(name) for name in schema.primary_key] if schema else []
    times = [field for field in fields if field and type_of(field).period]
    codes = [field for field in fields if field and field.type == "string"]
    return (times[0], codes[0]) if (len(fields), len(times), len(codes)) == (2, 1, 1) else None


class WholeArea:
    """The figures of the area with a `code`, by the names of their time and their number.

    Those of the first of the `tables` that has any are meant; each table is asked once.
    """

    def __init__(self, code: str, tables: Iterable[PublishedTable]) -> None:
        self._code = code
        self._found: dict[tuple[str, str], Series] = {}
        self._tables: dict[tuple[str, str], list[tuple[PublishedTable, Field]]] = defaultdict(list)
        for table in tables if code else ():
            key = key_of(table.resource)
            if key and table.table.rows <= MOST:
                for field in table.fields:
                    self._tables[key[0].name, field.name].append((table, field))

    def series(self, time: Field, field: Field) -> Series:
        """Return the figures of the whole area by their time; none where no table has them."""
        names = time.name, field.name
        if names not in self._found:
            candidates = (self._in(table, field) for table, field in self._tables[names])
            self._found[names] = next(filter(None, candidates), {})
        return self._found[names]

    def _in(self, table: PublishedTable, field: Field) -> Series:
        key = key_of(table.resource)
        return _series(table, key, field, self._code).get(self._code, {}) if key else {}


def area_figures(
    table: PublishedTable, codes: frozenset[str], whole: WholeArea
) -> dict[str, tuple[AreaFigure, ...]]:
    """Return the figures of each of the codes, beside those of the whole area."""
    key = key_of(table.resource)
    if not key or table.table.rows > MOST:
        return {}
    by_code: dict[str, list[AreaFigure]] = defaultdict(list)
    for field in table.fields:
        if type_of(field).quantity:
            own = {
                code: figures
                for code, figures in _series(table, key, field).items()
                if code in codes
            }
            for code, figure in ranked(field, key[0], own, whole.series(key[0], field)):
                by_code[code].append(figure)
    return {code: tuple(figures) for code, figures in by_code.items()}


def ranked(
    field: Field, time: Field, own: Mapping[str, Series], whole: Series
) -> Iterator[tuple[str, AreaFigure]]:
    """Rank those that have a value at the newest time; equal values share the better rank."""
    newest = max((moment for series in own.values() for moment in series), default="")
    values = [float(series[newest]) for series in own.values() if newest in series]
    for code, series in own.items():
        if newest in series:
            rank = 1 + sum(value > float(series[newest]) for value in values)
            yield (
                code,
                AreaFigure(field, time, newest, rank, len(values), dict(series), dict(whole)),
            )


def _series(
    table: PublishedTable, key: tuple[Field, Field], field: Field, code: str = ""
) -> dict[str, Series]:
    """Return the values of each code by their time, in its order; those missing are none."""
    columns = dict(zip((column.name for column in table.fields), table.table.columns, strict=True))
    time, area, value = (columns[part.name] for part in (*key, field))
    only = f"WHERE {area} = {literal(code)}" if code else ""
    query = f"SELECT {area}, {time}, {value} FROM {table.table.sql} {only}"
    series: dict[str, dict[str, str]] = defaultdict(dict)
    for name, moment, text in sorted(table.connection.cursor().execute(query).fetchall()):
        if field.missing_value(text) is None:
            series[name][moment] = text
    return dict(series)
