"""Constraints that Table Schema v2 has and the reference has not, held on the reference's value."""

from __future__ import annotations

from typing import Any

from hiraku.checking.types.field_type import Holds, Read, type_of
from hiraku.model import Field


def own_constraints(field: Field) -> dict[str, Any]:
    own = type_of(field).own_constraints
    return {key: wanted for key, wanted in field.constraints.items() if key in own}


def own_checks(field: Field, read: Read) -> dict[str, Holds]:
    """Return what holds each of them; `read` reads what a constraint states as a cell."""
    own = type_of(field).own_constraints
    return {key: own[key](wanted, read) for key, wanted in own_constraints(field).items()}
