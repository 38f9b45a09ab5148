"""Individual Numbers (個人番号, マイナンバー): no law lets them be published."""

from collections.abc import Iterator

from hiraku.checking.contracts import Column, FieldColumn, Finding, column_rule
from hiraku.checking.counting import count, examples, first_rows
from hiraku.checking.persons.kinds import headers
from hiraku.checking.persons.numbers import has_number, has_shape, tells_of_numbers
from hiraku.checking.types.field_type import free_texts, quantities
from hiraku.languages import Message
from hiraku.problems import Severity, Value

rule = column_rule(__name__, allowable=True)
rule.passes_plain_texts = True

_MANY, _NEARLY_ALL, _FEW = 10, 0.9, 3


@rule.counts
def numbers(column: FieldColumn) -> str | None:
    return (
        has_number(column.sql)
        if column.field.type in free_texts() | quantities() | {"list"}
        else None
    )


@rule.finds
def individual_numbers(column: Column) -> Iterator[Finding]:
    """Where most numbers of twelve digits agree with their check digit, it is no chance."""
    condition = numbers(column)
    total = count(column.connection, column.table, condition) if condition else 0
    if not condition or not total:
        return
    shaped = count(column.connection, column.table, has_shape(column.sql))
    if total * 2 < shaped:  # one number in eleven agrees by chance
        return
    filled = count(column.connection, column.table, f"{column.sql} <> ''")
    announced = any(map(tells_of_numbers, headers(column)))
    sure = total >= _MANY and total >= _NEARLY_ALL * filled
    severity = None if sure or (announced and total >= _FEW) else Severity.WARNING
    rows = first_rows(column.connection, column.table, condition)
    values: dict[str, Value] = {
        "numbers": Message("reports.these-cells", {"n": f"{total:,}"}),
        "cells": f"{filled:,}",
    }
    shown = examples(column, rows)
    yield Finding(values, total=total, examples=shown, severity=severity)
