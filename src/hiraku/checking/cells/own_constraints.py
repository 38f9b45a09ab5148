"""Constraints that Table Schema v2 has and the reference has not, held on the reference's value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hiraku.checking.types import durations, json_schema
from hiraku.model import Field

BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_ORDERS = {
    "minimum": {0, 1},
    "maximum": {0, -1},
    "exclusiveMinimum": {1},
    "exclusiveMaximum": {-1},
}
_OWN = {
    "array": {"jsonSchema"},
    "object": {"jsonSchema"},
    "list": {"enum"},
    "duration": set(BOUNDS),
}

Check = Callable[[Any], bool]


def own_constraints(field: Field) -> dict[str, Any]:
    own = _OWN.get(field.type, set())
    return {key: wanted for key, wanted in field.constraints.items() if key in own}


def own_checks(field: Field, read: Callable[[Any], Any]) -> dict[str, Check]:
    """Return what holds each of them; `read` reads what a constraint states as a cell."""
    return {key: _check(key, wanted, read) for key, wanted in own_constraints(field).items()}


def _check(constraint: str, wanted: Any, read: Callable[[Any], Any]) -> Check:
    if constraint == "jsonSchema":
        return lambda value: not json_schema.objection(wanted, value)
    if constraint == "enum":
        members = [read(each) for each in wanted]
        return lambda value: value in members
    bound, orders = read(wanted), _ORDERS[constraint]
    return lambda value: durations.order(value, bound) in orders
