"""Figures below the threshold that their field declares: they must be a symbol with a label."""

from collections.abc import Iterator

from hiraku.checking.contracts import Column, FieldColumn, Finding, column_rule
from hiraku.checking.counting import count, examples, first_rows
from hiraku.checking.persons.small_counts import disclosure, too_small

rule = column_rule(__name__, allowable=True)


@rule.counts
def shown(column: FieldColumn) -> str | None:
    return too_small(column)


@rule.finds
def figures_to_be_hidden(column: Column) -> Iterator[Finding]:
    condition, stated = too_small(column), disclosure(column.field)
    if not condition or not stated:
        return
    if total := count(column.connection, column.table, condition):
        rows = first_rows(column.connection, column.table, condition)
        symbols = "、".join(f"「{symbol.value}」" for symbol in column.field.symbols) or "-"
        values = {"threshold": str(stated.threshold), "symbols": symbols}
        yield Finding(values, total=total, examples=examples(column, rows))
