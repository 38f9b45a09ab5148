"""Constraints as SQL: conditions that hold only where a cell of a certain type surely obeys.

What cannot be said exactly is left to the judge (the condition is `false`); only `pattern` is
decided here for good, on the whole cell and with RE2 (Table Schema, constraints).
"""

from __future__ import annotations

import re
from typing import Any

from hiraku.checking.digits import plain
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
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = "DECIMAL(38, 18)"
_EXACT_IN_FLOAT = 15


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
        return _comparison(column, field, _COMPARED[constraint], str(wanted))
    return "false"


def _comparison(column: str, field: Field, operator: str, bound: str) -> str:
    kind = field.type
    if kind in _NUMERIC and _PLAIN_NUMBER.fullmatch(bound):
        digits = plain(column, field)
        if kind == "integer" and _WHOLE_NUMBER.fullmatch(bound):
            return f"TRY_CAST({digits} AS BIGINT) {operator} {int(bound)}"
        return _of_decimals(digits, operator, bound)
    if kind in _ISO and re.fullmatch(_ISO[kind], bound):
        return f"{column} {operator} '{bound}'"
    return "false"


def _of_decimals(digits: str, operator: str, bound: str) -> str:
    """Compare exactly: floats of so few digits are as far apart as their texts, and cheaper."""
    exact = f"TRY_CAST({digits} AS {_DECIMAL}) {operator} '{bound}'::{_DECIMAL}"
    if len(bound) > _EXACT_IN_FLOAT:
        return exact
    short, quick = f"strlen({digits}) <= {_EXACT_IN_FLOAT}", f"TRY_CAST({digits} AS DOUBLE)"
    return f"CASE WHEN {short} THEN {quick} {operator} {bound}::DOUBLE ELSE {exact} END"
