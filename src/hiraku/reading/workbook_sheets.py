"""In which sheet of a workbook the table is, and at which row: looked for where it is not at A1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from hiraku.model import Dialect, Resource
from hiraku.problems import Place, Refused, Value
from hiraku.reading.csv.whereabouts import ROWS, Names, Whereabouts, is_expected
from hiraku.reading.in_place import no_questions
from hiraku.reading.loading import Loader

WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
MAX_SHEETS = 20
_RELATION = "looked_through"

Rows = list[list[str]]


def in_workbook(
    path: Path, place: Place, resource: Resource, labels: Sequence[str], loader: Loader
) -> Whereabouts | None:
    """Look for the schema's names in every sheet; None where they are where they should be."""
    if not is_expected(resource) or not resource.schema or path.suffix.casefold() not in WORKBOOKS:
        return None
    names = Names(resource.schema)
    best, whereabouts = names.found(labels), None
    if best >= names.enough:
        return None
    for number, rows in _sheets(path, place, resource, loader):
        count, row, height = names.best(rows)
        if count > best and count >= names.enough:
            best, whereabouts = count, Whereabouts(row, height, sheet=number)
    if not whereabouts:
        return None
    return replace(whereabouts, sheets=_names(path, place, resource, loader))


def _sheets(
    path: Path, place: Place, resource: Resource, loader: Loader
) -> Iterator[tuple[int, Rows]]:
    """Yield the number and the first rows of each sheet that can be read."""
    for number in range(1, MAX_SHEETS + 1):
        dialect = Dialect(header=False, sheet=number)
        try:
            table = loader.load(
                path, place, replace(resource, dialect=dialect), _RELATION, no_questions
            )
        except Refused as refused:
            if refused.problem.id == "sheet-missing":
                return
            continue
        columns = ", ".join(f"coalesce({column}, '')" for column in table.columns)
        query = f"SELECT row, {columns} FROM {table.unnumbered_sql} WHERE row <= {ROWS}"
        by_row = {row: cells for row, *cells in loader.connection.execute(query).fetchall()}
        yield number, [by_row.get(row, []) for row in range(1, ROWS + 1)]
        loader.connection.execute(f"DROP TABLE IF EXISTS {_RELATION}")


def _names(path: Path, place: Place, resource: Resource, loader: Loader) -> Value:
    """Return the names of the sheets as they are told where one is asked for that is not there."""
    try:
        none = replace(resource, dialect=Dialect(sheet=0))
        loader.load(path, place, none, _RELATION, no_questions)
    except Refused as refused:
        return refused.problem.values.get("sheets", "")
    return ""
