"""Figures so small that they tell of single persons: which are hidden, and what sums betray.

A field declares it: `disclosure: {threshold: 10, zero: hidden, totals: [...]}`. A total is a row,
`{field: area, value: 県計}` (the sum of the rows that are alike in the rest of the primary key), or
this field itself, `{fields: [men, women]}` (the sum of other fields of its row).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from msgspec import Struct

from hiraku.checking.contracts import Column, FieldColumn
from hiraku.checking.persons.intervals import Equation
from hiraku.checking.types.digits import bare, plain
from hiraku.checking.types.field_type import quantities
from hiraku.model import Field
from hiraku.sql import any_of, literal

# Of a table with more hidden figures nothing is computed.
MOST_HIDDEN = 20_000

Cell = tuple[int, int]


class Disclosure(Struct, frozen=True):
    """What a field declares: from which figure on it may be shown, whether 0 may, and its sums."""

    threshold: int
    zero_hidden: bool = False
    totals: tuple[Mapping[str, Any], ...] = ()


def disclosure(field: Field) -> Disclosure | None:
    stated = field.descriptor.get("disclosure")
    if not isinstance(stated, dict) or field.type not in quantities():
        return None
    threshold, totals = stated.get("threshold"), stated.get("totals")
    if not isinstance(threshold, int):
        return None
    declared = tuple(total for total in totals if isinstance(total, dict)) if totals else ()
    return Disclosure(threshold, stated.get("zero") == "hidden", declared)


def too_small(column: FieldColumn) -> str | None:
    """Hold where a figure is shown that must be hidden; None where the field demands nothing."""
    stated = disclosure(column.field)
    if not stated:
        return None
    figure = f"TRY_CAST({plain(column.sql, column.field)} AS DECIMAL(38, 6))"
    least = "0" if stated.zero_hidden else "0.000001"
    hidden = any_of(column.sql, tuple(missing.value for missing in column.field.missing_values))
    return f"NOT ({hidden}) AND {figure} >= {least} AND {figure} < {stated.threshold}"


def hidden(column: Column) -> str:
    """Hold where a cell is a symbol, and no figure."""
    return any_of(column.sql, tuple(missing.value for missing in column.field.missing_values))


class Sums(Struct):
    """The sums that a column's totals tell; `cells` are the hidden ones, by their numbers.

    `least` is what each of them is at least: 1 where a 0 would be shown. `cut` where there are so
    many that not all of them are here, `absent` are the values of totals that no row has. `signed`
    where a figure is below 0, as of increases.
    """

    equations: list[Equation]
    cells: list[Cell]
    least: list[int] = []  # msgspec copies an empty list for each
    cut: bool = False
    absent: list[str] = []
    signed: bool = False


def sums_of(column: Column, columns: Sequence[Column], key: Sequence[str]) -> Sums:
    """Gather each sum in which something is hidden."""
    sums = Sums([], [])
    numbers: dict[Cell, int] = {}
    stated = disclosure(column.field)
    for total in stated.totals if stated else ():
        of_rows = _of_rows(column, columns, key, total) if "field" in total else None
        if of_rows is not None and _is_missed(column, columns, total):
            sums.absent.append(str(total["value"]))
        groups = list(_of_fields(column, columns, total)) if of_rows is None else of_rows
        sums.cut = sums.cut or len(groups) >= MOST_HIDDEN
        for members in groups:
            signs: dict[int, int] = {}
            known = Fraction(0)
            for cell, text, field, sign in members:
                figure = bare(text, field) if text is not None else None
                if figure is None:
                    number = numbers.setdefault(cell, len(numbers))
                    if number == len(sums.least):
                        sums.least.append(_least(field))
                    signs[number] = signs.get(number, 0) + sign
                else:
                    known -= sign * Fraction(figure)
                    sums.signed = sums.signed or Fraction(figure) < 0
            if signs:
                sums.equations.append(Equation(signs, known))
    sums.cells = list(numbers)
    return sums


def _least(field: Field) -> int:
    stated = disclosure(field)
    return int(bool(stated and not stated.zero_hidden))


def _is_missed(column: Column, columns: Sequence[Column], total: Mapping[str, Any]) -> bool:
    """Tell whether something is hidden, and no row is the total that is declared."""
    part = next(beside for beside in columns if beside.field.name == total["field"])
    stands = f"{part.sql} = {literal(str(total['value']))}"
    asked = f"bool_or({hidden(column)}) AND NOT bool_or({stands})"
    query = f"SELECT {asked} FROM {column.table.sql}"
    (missed,) = column.connection.execute(query).fetchone() or (False,)
    return bool(missed)


Member = tuple[Cell, str | None, Field, int]


def _of_rows(
    column: Column, columns: Sequence[Column], key: Sequence[str], total: Mapping[str, Any]
) -> list[list[Member]] | None:
    """Return the rows of each sum: the total's own counts against those of its parts."""
    by_name = {beside.field.name: beside for beside in columns}
    part = by_name.get(str(total["field"]))
    rest = [by_name[name] for name in key if name in by_name and name != total["field"]]
    if not part:
        return None
    value = literal(str(total["value"]))
    group = ", ".join(beside.sql for beside in rest) or "row IS NULL"  # all rows together
    having = f"bool_or({hidden(column)}) AND bool_or({part.sql} = {value})"
    query = f"""
        SELECT list((row, {column.sql}, {part.sql} = {value}) ORDER BY row)
        FROM {column.table.sql} GROUP BY {group} HAVING {having} LIMIT {MOST_HIDDEN}"""
    sums = column.connection.execute(query).fetchall()
    return [
        [
            ((row, column.position), text, column.field, -1 if is_total else 1)
            for row, text, is_total in rows
        ]
        for (rows,) in sums
    ]


def _of_fields(
    column: Column, columns: Sequence[Column], total: Mapping[str, Any]
) -> Iterator[list[Member]]:
    by_name = {beside.field.name: beside for beside in columns}
    parts = [by_name[name] for name in total.get("fields", ()) if name in by_name]
    if not parts or len(parts) < len(total.get("fields", ())):
        return
    summed = [(column, -1), *((summand, 1) for summand in parts)]
    listed = ", ".join(summand.sql for summand, _ in summed)
    held = " OR ".join(hidden(summand) for summand, _ in summed)
    query = f"SELECT row, {listed} FROM {column.table.sql} WHERE {held} LIMIT {MOST_HIDDEN}"
    for row, *texts in column.connection.execute(query).fetchall():
        yield [
            ((row, summand.position), text, summand.field, sign)
            for (summand, sign), text in zip(summed, texts, strict=True)
        ]
