"""Bounds of a field, as SQL: conditions that hold only where a canonical cell surely keeps them.

What cannot be said exactly is left to the judge: the condition is `false`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from hiraku.checking.types.digits import plain, punctuated
from hiraku.model import Field

# A column, its field, an operator of SQL, and the bound as a text.
Compares = Callable[[str, Field, str, str], str]

OPERATORS = {
    "minimum": ">=",
    "maximum": "<=",
    "exclusiveMinimum": ">",
    "exclusiveMaximum": "<",
}
BOUNDS = frozenset(OPERATORS)
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,17})?")
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = "DECIMAL(38, 18)"
_EXACT_IN_FLOAT = 15


def by_the_judge(_column: str, _field: Field, _operator: str, _bound: str) -> str:
    return "false"


def as_texts(form: str, *, of_one_length: bool = False) -> Compares:
    """Compare texts, where the bound has a form in which their order is that of the values.

    Where the order is that of texts `of_one_length` only, no other is compared.
    """

    def compares(column: str, _field: Field, operator: str, bound: str) -> str:
        if not re.fullmatch(form, bound):
            return "false"
        alike = f"strlen({column}) = {len(bound)} AND " if of_one_length else ""
        return f"({alike}{column} {operator} '{bound}')"

    return compares


def as_whole_numbers(column: str, field: Field, operator: str, bound: str) -> str:
    if _WHOLE_NUMBER.fullmatch(bound):
        return f"TRY_CAST({plain(column, field)} AS BIGINT) {operator} {int(bound)}"
    return as_numbers(column, field, operator, bound)


def as_numbers(column: str, field: Field, operator: str, bound: str) -> str:
    """Compare exactly, and where digits are few at a lower price: floats tell so few apart."""
    if not _PLAIN_NUMBER.fullmatch(bound):
        return "false"
    digits = plain(column, field)
    exact = f"TRY_CAST({digits} AS {_DECIMAL}) {operator} '{bound}'::{_DECIMAL}"
    if len(bound) > _EXACT_IN_FLOAT or punctuated(field):
        return exact
    short, quick = f"strlen({digits}) <= {_EXACT_IN_FLOAT}", f"TRY_CAST({digits} AS DOUBLE)"
    return f"CASE WHEN {short} THEN {quick} {operator} {bound}::DOUBLE ELSE {exact} END"
