"""Constraints as SQL: conditions that hold only where a cell of a certain type surely obeys.

What cannot be said exactly is left to the judge (the condition is `false`); only `pattern` is
decided here for good, on the whole cell and with RE2 (Table Schema, constraints).
"""

from __future__ import annotations

import re
from typing import Any

from hiraku.model import Field
from hiraku.sql import any_of, literal

_COMPARED = {
    "minimum": ">=",
    "maximum": "<=",
    "exclusiveMinimum": ">",
    "exclusiveMaximum": "<",
}
# Types of which equal texts are equal values.
_SAID_BY_TEXT = {"string", "integer", "year", "yearmonth", "date", "time"}
_NUMERIC = {"integer", "number"}
_ISO = {
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "yearmonth": r"[0-9]{4}-[0-9]{2}",
    "year": r"[1-9][0-9]{3}",
    "time": r"[0-9]{2}:[0-9]{2}:[0-9]{2}",
}
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,17})?")


def obeys(column: str, field: Field) -> str:
    """Hold where the cell, already acquitted of its type, obeys every constraint."""
    conditions = [
        _condition(column, field, constraint, wanted)
        for constraint, wanted in field.constraints.items()
        if constraint not in {"required", "unique"}
    ]
    return " AND ".join(conditions) or "true"


def matches(column: str, field: Field) -> str:
    """Hold where the whole cell matches the field's pattern."""
    pattern = field.constraints.get("pattern")
    return "true" if pattern is None else f"regexp_full_match({column}, {literal(pattern)})"


def _condition(column: str, field: Field, constraint: str, wanted: Any) -> str:
    if constraint == "pattern":
        return matches(column, field)
    if constraint in {"minLength", "maxLength"} and field.type == "string":
        return f"length({column}) {'>=' if constraint == 'minLength' else '<='} {int(wanted)}"
    if constraint == "enum" and field.type in _SAID_BY_TEXT:
        return any_of(column, tuple(str(each) for each in wanted))
    # Texts in a pattern of their own have another order than their values.
    if constraint in _COMPARED and field.format == "default":
        return _comparison(column, field.type, _COMPARED[constraint], str(wanted))
    return "false"


def _comparison(column: str, kind: str, operator: str, bound: str) -> str:
    if kind in _NUMERIC and _PLAIN_NUMBER.fullmatch(bound):
        exact = "DECIMAL(38, 18)"
        left, right = f"TRY_CAST({column} AS {exact})", f"CAST('{bound}' AS {exact})"
        return f"coalesce({left} {operator} {right}, false)"
    if kind in _ISO and re.fullmatch(_ISO[kind], bound):
        return f"{column} {operator} '{bound}'"
    return "false"
