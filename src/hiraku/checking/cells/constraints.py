"""Constraints as SQL: conditions that hold only where a cell of a certain type surely obeys.

What cannot be said exactly is left to the judge (the condition is `false`); only `pattern` is
decided here for good, on the whole cell and with RE2 (Table Schema, constraints).
"""

from __future__ import annotations

import re
from typing import Any

from hiraku.checking.types.digits import plain, punctuated
from hiraku.checking.types.fieldtypes.list import items
from hiraku.checking.types.patterns import Matcher, translated
from hiraku.model import Field
from hiraku.sql import any_of, literal

_COMPARED = {
    "minimum": ">=",
    "maximum": "<=",
    "exclusiveMinimum": ">",
    "exclusiveMaximum": "<",
}
_LENGTHS = {"minLength": ">=", "maxLength": "<="}
_NUMERIC = {"integer", "number"}
# Types of which a member of `enum` may be a value of JSON that Python writes in another way.
_NATIVE = {"any", "array", "boolean", "geojson", "geopoint", "list", "object"}
_ISO = {
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "yearmonth": r"[0-9]{4}-[0-9]{2}",
    "year": r"[1-9][0-9]{3}",
    "time": r"[0-9]{2}:[0-9]{2}:[0-9]{2}",
    "datetime": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}",
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
    """Hold where the whole cell matches the field's pattern; NULL where SQL cannot tell."""
    pattern = field.constraints.get("pattern")
    if pattern is None:
        return "true"
    linear = translated(pattern).linear
    return "NULL" if linear is None else f"regexp_full_match({column}, {literal(linear)})"


def second_engine(field: Field) -> Matcher | None:
    """Return what matches the field's pattern where SQL cannot; None where SQL can."""
    pattern = field.constraints.get("pattern")
    return Matcher(pattern) if pattern is not None and matches("''", field) == "NULL" else None


def _condition(column: str, field: Field, constraint: str, wanted: Any) -> str:
    if constraint == "pattern":
        return matches(column, field)
    if constraint in _LENGTHS:
        return f"{_length(column, field)} {_LENGTHS[constraint]} {int(wanted)}"
    if constraint == "enum":
        return any_of(column, tuple(_texts(wanted, field)))
    # Texts in a pattern of their own have another order than their values.
    if constraint in _COMPARED and field.format == "default":
        return _comparison(column, field, _COMPARED[constraint], str(wanted))
    return "false"


def _length(column: str, field: Field) -> str:
    """Return SQL of the characters of a text, the items of a list, the keys of an object."""
    if field.type == "list":
        return f"len({items(column, field)})"
    if field.type == "array":
        return f"TRY(json_array_length({column}))"
    if field.type == "object":
        return f"len(list_distinct(TRY(json_keys({column}))))"
    return f"length({column})"


def _texts(members: list[Any], field: Field) -> list[str]:
    """Return the members of `enum` that are the value of the cell with the same text."""
    alike = field.type not in _NATIVE
    return [str(each) for each in members if alike or isinstance(each, str)]


def _comparison(column: str, field: Field, operator: str, bound: str) -> str:
    kind = field.type
    if kind in _NUMERIC and _PLAIN_NUMBER.fullmatch(bound):
        return _of_numbers(plain(column, field), field, operator, bound)
    if kind in _ISO and re.fullmatch(_ISO[kind], bound):
        # A fraction or an offset makes another order than that of the texts.
        alike = f"strlen({column}) = {len(bound)} AND " if kind == "datetime" else ""
        return f"({alike}{column} {operator} '{bound}')"
    return "false"


def _of_numbers(digits: str, field: Field, operator: str, bound: str) -> str:
    """Compare exactly, and where digits are few at a lower price: floats tell so few apart."""
    if field.type == "integer" and _WHOLE_NUMBER.fullmatch(bound):
        return f"TRY_CAST({digits} AS BIGINT) {operator} {int(bound)}"
    exact = f"TRY_CAST({digits} AS {_DECIMAL}) {operator} '{bound}'::{_DECIMAL}"
    if len(bound) > _EXACT_IN_FLOAT or punctuated(field):
        return exact
    short, quick = f"strlen({digits}) <= {_EXACT_IN_FLOAT}", f"TRY_CAST({digits} AS DOUBLE)"
    return f"CASE WHEN {short} THEN {quick} {operator} {bound}::DOUBLE ELSE {exact} END"
