"""Primary, unique and foreign keys, as SQL over the whole file; texts are compared as they are.

The first row that holds a repeated key is named, as the reference does. Unlike the reference, a
composite primary key refuses empty parts, and `uniqueKeys` are enforced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hiraku.checking.contracts import Column
from hiraku.checking.counting import count, examples, first_rows
from hiraku.checking.keys.keyed import Keyed, all_found, missing, repeats, unique_keys
from hiraku.model import ForeignKey, Resource
from hiraku.problems import EXAMPLES, Problem, Value

Target = Callable[[ForeignKey], "Keyed | None"]


def key_problems(keyed: Keyed) -> Iterator[Problem]:
    """Judge `unique`, `uniqueKeys` and `primaryKey`."""
    for names in unique_keys(keyed.schema):
        yield from _repeated(keyed, names, "unique-error")
    yield from _primary(keyed)


def _primary(keyed: Keyed) -> Iterator[Problem]:
    names = keyed.schema.primary_key
    for column in keyed.columns(names):
        if column.field.required:
            continue
        if total := count(keyed.connection, keyed.table, missing(column)):
            rows = first_rows(keyed.connection, keyed.table, missing(column))
            found = examples(column, rows)
            yield Problem("primary-key", found[0].place, hint="null", total=total, examples=found)
    yield from _repeated(keyed, names, "primary-key")


def _repeated(keyed: Keyed, names: tuple[str, ...], id_: str) -> Iterator[Problem]:
    columns = keyed.columns(names)
    if not columns or keyed.table.answers.get(repeats(columns)) == 0:
        return
    key = ", ".join(column.sql for column in columns)
    present = keyed.valued(columns)
    keyed.connection.execute(
        "CREATE OR REPLACE TABLE repeated AS "
        f"SELECT {key}, min(row) AS first_row, count(*) AS times FROM {keyed.table.name} "
        f"WHERE {present} GROUP BY {key} HAVING times > 1"
    )
    again = f"FROM {keyed.table.name} JOIN repeated USING ({key}) WHERE row > first_row"
    counted = "SELECT coalesce(sum(times - 1), 0)::BIGINT FROM repeated"
    total, *_ = keyed.connection.execute(counted).fetchone() or (0,)
    if not total:
        return
    rows = keyed.connection.execute(
        f"SELECT row, first_row, {key} {again} ORDER BY row LIMIT {EXAMPLES}"
    ).fetchall()
    found = examples(columns[0], [row for row, *_ in rows])
    _, first_row, *parts = rows[0]
    values: dict[str, Value] = {"first_row": str(first_row), "cell": tuple(parts)}
    yield Problem(id_, found[0].place, values, total=total, examples=found)


def foreign_key_problems(keyed: Keyed, resource: Resource, target: Target) -> Iterator[Problem]:
    """Judge `foreignKeys`; a reference that cannot be followed is one finding, not one a row."""
    for each in keyed.schema.foreign_keys:
        columns = keyed.columns(each.fields)
        if not columns:
            continue
        found = target(each)
        others = found.columns(each.reference_fields) if found else []
        if not found or len(others) != len(columns):
            yield Problem(
                "foreign-key-target", columns[0].place, {"target": _named(each, resource)}
            )
        elif not all_found(keyed, columns, found, others):
            yield from _orphans(keyed, columns, found, others, _named(each, resource))


def _orphans(
    keyed: Keyed, columns: list[Column], target: Keyed, others: list[Column], named: str
) -> Iterator[Problem]:
    present = keyed.valued(columns)
    equal = " AND ".join(
        f"target.{other.sql} = source.{column.sql}"
        for column, other in zip(columns, others, strict=True)
    )
    inside = f"SELECT 1 FROM {target.table.bare} AS target WHERE {equal}"
    condition = f"{present} AND NOT EXISTS ({inside})"
    total = count(keyed.connection, keyed.table, condition)
    if total:
        found = examples(columns[0], first_rows(keyed.connection, keyed.table, condition))
        fields = tuple(str(other.field.title) for other in others)
        values: dict[str, Value] = {"target": named, "target_fields": fields}
        yield Problem("foreign-key", found[0].place, values, total=total, examples=found)


def _named(key: ForeignKey, resource: Resource) -> str:
    return " / ".join(part for part in (key.package, key.resource) if part) or resource.name
