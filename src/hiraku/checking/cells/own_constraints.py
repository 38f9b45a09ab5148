"""Constraints that Table Schema v2 has and the reference has not, held on the reference's value.

So is a long `enum`: the reference compares a value with one member after the other.
"""

from __future__ import annotations

from typing import Any

from hiraku.checking.types.field_type import Holds, Read, type_of
from hiraku.model import Field

# So many members are compared one after the other.
_FEW = 100


def own_constraints(field: Field) -> dict[str, Any]:
    own = {*type_of(field).own_constraints, *(("enum",) if _long(field) else ())}
    return {key: wanted for key, wanted in field.constraints.items() if key in own}


def _long(field: Field) -> bool:
    members = field.constraints.get("enum") or ()
    return len(members) > _FEW and all(isinstance(member, str) for member in members)


def _among(members: list[str], read: Read) -> Holds:
    """Look a value up among the values of the members."""
    values = [read(member) for member in members]
    try:
        return frozenset(values).__contains__
    except TypeError:  # lists and objects are compared
        return values.__contains__


def own_checks(field: Field, read: Read) -> dict[str, Holds]:
    """Return what holds each of them; `read` reads what a constraint states as a cell."""
    own = {"enum": _among, **type_of(field).own_constraints}
    return {key: own[key](wanted, read) for key, wanted in own_constraints(field).items()}
