"""Whole numbers. JSON numbers beyond ±(2^53−1) are not exact everywhere: they become strings."""

from typing import Any

from hiraku.model import Field, Text

title = Text("整数", "an integer")

EXACT = 2**53 - 1


def acquits(column: str, field: Field) -> str:
    if {"bareNumber", "groupChar"} & set(field.descriptor):
        return "false"
    return f"regexp_full_match({column}, '0|-?[1-9][0-9]{{0,17}}')"


def canonical(value: Any, text: str, field: Field) -> str:
    del text, field
    return str(value)


def json(column: str, field: Field) -> str:
    del field
    exact = f"TRY_CAST({column} AS HUGEINT) BETWEEN -{EXACT} AND {EXACT}"
    return f"CASE WHEN {exact} THEN {column} ELSE '\"' || {column} || '\"' END"
