"""Primary, unique and foreign keys, as SQL over the whole file: values are compared, not texts.

The first row that holds a repeated key is named, as the reference does. Unlike the reference, a
composite primary key refuses empty parts, and `uniqueKeys` are enforced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hiraku.checking.contracts import Column
from hiraku.checking.counting import count, examples, first_rows
from hiraku.checking.keys.matched_table import (
    MatchedTable,
    all_found,
    compared,
    key_of,
    missing,
    missing_in,
    repeats_of,
)
from hiraku.model import ForeignKey, Resource
from hiraku.problems import EXAMPLES, Problem, Value

Target = Callable[[ForeignKey], "MatchedTable | None"]


def key_problems(matched: MatchedTable) -> Iterator[Problem]:
    """Judge `unique`, `uniqueKeys` and `primaryKey`."""
    for names in matched.fields.unique_keys():
        yield from _repeated(matched, names, "unique-error")
    yield from _primary(matched)


def _primary(matched: MatchedTable) -> Iterator[Problem]:
    names = matched.fields.schema.primary_key
    for column in matched.columns(names):
        if column.field.required or matched.is_known_to_be_none(missing_in(column)):
            continue
        if total := count(matched.connection, matched.table, missing(column)):
            rows = first_rows(matched.connection, matched.table, missing(column))
            shown = examples(column, rows)
            yield Problem("primary-key", shown[0].place, hint="null", total=total, examples=shown)
    yield from _repeated(matched, names, "primary-key")


def _repeated(matched: MatchedTable, names: tuple[str, ...], id_: str) -> Iterator[Problem]:
    columns = matched.columns(names)
    if not columns or matched.is_known_to_be_none(repeats_of(names)):
        return
    cells = ", ".join(column.sql for column in columns)
    key = key_of(columns)
    present = matched.valued(columns)
    matched.connection.execute(
        "CREATE OR REPLACE TABLE repeated AS "
        f"SELECT {key} AS key, min(row) AS first_row, count(*) AS times FROM {matched.table.sql} "
        f"WHERE {present} GROUP BY key HAVING times > 1"
    )
    again = (
        f"FROM {matched.table.sql} JOIN repeated ON {key} = repeated.key "
        f"WHERE row > first_row AND {present}"
    )
    counted = "SELECT coalesce(sum(times - 1), 0)::BIGINT FROM repeated"
    total, *_ = matched.connection.execute(counted).fetchone() or (0,)
    if not total:
        return
    rows = matched.connection.execute(
        f"SELECT row, first_row, {cells} {again} ORDER BY row LIMIT {EXAMPLES}"
    ).fetchall()
    shown = examples(columns[0], [row for row, *_ in rows])
    _, first_row, *parts = rows[0]
    values: dict[str, Value] = {"first_row": str(first_row), "cell": tuple(parts)}
    yield Problem(id_, shown[0].place, values, total=total, examples=shown)


def foreign_key_problems(
    matched: MatchedTable, resource: Resource, target: Target
) -> Iterator[Problem]:
    """Judge `foreignKeys`; a reference that cannot be followed is one finding, not one a row."""
    for key in matched.fields.schema.foreign_keys:
        columns = matched.columns(key.fields)
        if not columns:
            continue
        referenced = target(key)
        others = referenced.columns(key.reference_fields) if referenced else []
        if not referenced or len(others) != len(columns):
            yield Problem("foreign-key-target", columns[0].place, {"target": _named(key, resource)})
        elif not all_found(matched, key.fields, referenced, key.reference_fields):
            yield from _orphans(matched, columns, referenced, others, _named(key, resource))


def _orphans(
    matched: MatchedTable,
    columns: list[Column],
    target: MatchedTable,
    others: list[Column],
    named: str,
) -> Iterator[Problem]:
    present = matched.valued(columns)
    equal = " AND ".join(
        f"{compared(other, 'target.')} = {compared(column, 'source.')}"
        for column, other in zip(columns, others, strict=True)
    )
    inside = f"SELECT 1 FROM {target.table.unnumbered_sql} AS target WHERE {equal}"
    condition = f"{present} AND NOT EXISTS ({inside})"
    total = count(matched.connection, matched.table, condition)
    if total:
        shown = examples(columns[0], first_rows(matched.connection, matched.table, condition))
        fields = tuple(str(other.field.title) for other in others)
        values: dict[str, Value] = {"target": named, "target_fields": fields}
        yield Problem("foreign-key", shown[0].place, values, total=total, examples=shown)


def _named(key: ForeignKey, resource: Resource) -> str:
    return " / ".join(part for part in (key.package, key.resource) if part) or resource.name
