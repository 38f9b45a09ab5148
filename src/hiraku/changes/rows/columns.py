"""What cells tell of columns: one that seems renamed, split, joined, or to mean another thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from hiraku.changes.rows.damage import Damage
from hiraku.changes.rows.keyed import (
    NEW,
    OLD,
    SharedColumn,
    TwoTables,
    lay_side_by_side,
    with_key_of_all_rows,
)
from hiraku.checking.types.field_type import quantities
from hiraku.model import Field, Schema
from hiraku.sql import literal
from hiraku.sql import name as quoted

_ALIKE = 0.95
_SEPARATORS = ("", " ", "\u3000", "-", "・")
# Beyond so many columns that came or went, nothing is guessed: it would take too long.
_MOST = 8
_DRIFT = 0.5


def guessed_columns(
    laid: TwoTables,
    places: tuple[Mapping[str, int], Mapping[str, int]],
    schemas: tuple[Schema, Schema],
) -> Iterator[Damage]:
    """Yield what was likely renamed, split or joined; without a key nothing can be told."""
    named = {column.name for column in laid.columns}
    gone = [name for name in places[0] if name not in places[1] and name not in named]
    came = [name for name in places[1] if name not in named]
    if not laid.key or not gone or not came or len(gone) + len(came) > _MOST:
        return
    extra = [SharedColumn(f"o {name}", places[0][name], 1) for name in gone]
    extra += [SharedColumn(f"n {name}", 1, places[1][name]) for name in came]
    both = with_key_of_all_rows(
        lay_side_by_side(laid.connection, *laid.loaded(), [*laid.columns, *extra], laid.key)
    )
    if both.key:
        yield from _renamed(both, gone, came, schemas)
        yield from _joined(both, gone, came)


def _renamed(
    laid: TwoTables, gone: Sequence[str], came: Sequence[str], schemas: tuple[Schema, Schema]
) -> Iterator[Damage]:
    for old in gone:
        for new in came:
            fields = schemas[0].field_named(old), schemas[1].field_named(new)
            if not fields[0] or not fields[1] or fields[0].type != fields[1].type:
                continue
            share = _share(laid, f"o.{quoted('o ' + old)} = n.{quoted('n ' + new)}")
            if share >= _ALIKE:
                values = {"old": old, "new": new, "evidence": f"{share:.0%}"}
                yield Damage("name", "likely", new, values=values)


def _joined(laid: TwoTables, gone: Sequence[str], came: Sequence[str]) -> Iterator[Damage]:
    """One column out and two in, or the other way round, the texts one after the other."""
    for whole, side, parts, other in (
        *((name, "o", came, "n") for name in gone),
        *((name, "n", gone, "o") for name in came),
    ):
        for first, second in permutations(parts, 2):
            one, two = (f"{other}.{quoted(f'{other} {part}')}" for part in (first, second))
            joined = " OR ".join(
                f"{side}.{quoted(f'{side} {whole}')} = {one} || {literal(gap)} || {two}"
                for gap in _SEPARATORS
            )
            if _share(laid, f"{one} <> '' AND {two} <> '' AND ({joined})") >= _ALIKE:
                old, new = (whole, f"{first}、{second}")[:: 1 if side == "o" else -1]
                how = "split" if side == "o" else "merged"
                yield Damage("field", how, whole, values={"old": old, "new": new})


def _share(laid: TwoTables, condition: str) -> float:
    equal = " AND ".join(f"o.{quoted(name)} = n.{quoted(name)}" for name in laid.key)
    joined = f"FROM {laid.whole(OLD)} o JOIN {laid.whole(NEW)} n ON {equal}"
    rows = laid.number(f"SELECT count(*) {joined}")
    return laid.number(f"SELECT count(*) {joined} WHERE {condition}") / rows if rows else 0.0


def drifted(
    laid: TwoTables, retitled: Sequence[str], fields: Mapping[str, Field]
) -> Iterator[Damage]:
    """Yield the columns with another title whose figures are of another size as well."""
    for name in retitled:
        field = fields.get(name)
        if not field or field.type not in quantities():
            continue
        before, after = (_median(laid, name, relation) for relation in (OLD, NEW))
        if before and after is not None and abs(after - before) > abs(before) * _DRIFT:
            values = {"before": f"{before:g}", "after": f"{after:g}"}
            yield Damage("title", "drifted", name, values=values)


def _median(laid: TwoTables, name: str, relation: str) -> float | None:
    if name not in {column.name for column in laid.columns}:
        return None
    figure = f"TRY_CAST(replace({quoted(name)}, ',', '') AS DOUBLE)"
    median = laid.ask(f"SELECT median({figure}) FROM {laid.whole(relation)}")[0][0]
    return None if median is None else float(str(median))
