"""Constraints as SQL: conditions that hold only where a cell of a certain type surely obeys.

What cannot be said exactly is left to the judge (the condition is `false`); only `pattern` is
decided here for good, on the whole cell and with RE2 (Table Schema, constraints).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hiraku.checking.cells.own_constraints import own_constraints
from hiraku.checking.types.comparison import OPERATORS
from hiraku.checking.types.field_type import as_written, type_of
from hiraku.checking.types.patterns.second_engine import Matcher
from hiraku.checking.types.patterns.translation import translated
from hiraku.model import Field
from hiraku.sql import any_of, literal

_LENGTHS = {"minLength": ">=", "maxLength": "<="}
_ELSEWHERE = {"required", "unique", "pattern"}


def obeys(column: str, field: Field) -> str:
    """Hold where the cell, already acquitted of its type, obeys every constraint."""
    conditions = [
        _condition(column, field, constraint, wanted)
        for constraint, wanted in field.constraints.items()
        if constraint not in {"required", "unique"}
    ]
    return " AND ".join(conditions) or "true"


def breaks(column: str, field: Field) -> str:
    """Return SQL of the constraints that an acquitted cell surely breaks, each with a comma.

    It is NULL where SQL cannot tell; `pattern` is not among them, `matches` decides it.
    """
    judged = {key: wanted for key, wanted in field.constraints.items() if key not in _ELSEWHERE}
    conditions = {key: _condition(column, field, key, wanted) for key, wanted in judged.items()}
    if own_constraints(field) or "false" in conditions.values() or not _exact(field, judged):
        return "NULL"
    broken = (
        f"CASE WHEN {condition} THEN '' WHEN NOT ({condition}) THEN '{key},' END"
        for key, condition in conditions.items()
    )
    return " || ".join(broken) or "''"


def _exact(field: Field, judged: Collection[str]) -> bool:
    """Tell whether what does not hold of an acquitted cell is surely broken.

    A number in `enum` may be written in another way than the cell, a text may not.
    """
    kind = type_of(field)
    return not judged or (kind.exact and ("enum" not in judged or kind.canonical is as_written))


def matches(column: str, field: Field) -> str:
    """Hold where the whole cell matches the field's pattern; NULL where SQL cannot tell."""
    pattern = field.constraints.get("pattern")
    if pattern is None:
        return "true"
    linear = translated(pattern).linear
    return "NULL" if linear is None else f"regexp_full_match({column}, {literal(linear)})"


def second_engine(field: Field) -> Matcher | None:
    """Return what matches the field's pattern where SQL cannot; None where SQL can."""
    pattern = field.constraints.get("pattern")
    if pattern is None or translated(pattern).linear is not None:
        return None
    return Matcher(translated(pattern).other)


def _condition(column: str, field: Field, constraint: str, wanted: Any) -> str:
    if constraint == "pattern":
        return matches(column, field)
    if constraint in _LENGTHS:
        length = type_of(field).length(column, field)
        return f"{length} {_LENGTHS[constraint]} {int(wanted)}"
    if constraint == "enum":
        return any_of(column, tuple(_texts(wanted, field)))
    # Texts in a pattern of their own have another order than their values.
    if constraint in OPERATORS and field.format == "default":
        return type_of(field).compares(column, field, OPERATORS[constraint], str(wanted))
    return "false"


def _texts(members: list[Any], field: Field) -> list[str]:
    """Return the members of `enum` that are the value of the cell with the same text."""
    alike = type_of(field).members_are_texts
    return [str(member) for member in members if alike or isinstance(member, str)]
