"""Cells of text that a spreadsheet would run as a formula, where the schema does not allow them."""

from collections.abc import Iterator

from hiraku.checking.contracts import Column, FieldColumn, Finding, column_rule
from hiraku.checking.counting import where
from hiraku.checking.types.field_type import free_texts
from hiraku.checking.types.formulas import runs
from hiraku.sql import any_of

_ALLOWING = ("enum", "pattern")

rule = column_rule(__name__, allowable=True)
rule.passes_plain_texts = True


@rule.counts
def run_by_spreadsheets(column: FieldColumn) -> str | None:
    """Return where a cell would be run, in a column of free text."""
    field = column.field
    listed = any(key in field.constraints for key in _ALLOWING) or field.descriptor.get(
        "categories"
    )
    if field.type not in free_texts() or listed:
        return None
    symbols = any_of(
        column.sql, tuple(missing.value for missing in field.missing_values if missing.value)
    )
    return f"{runs(column.sql)} AND NOT {symbols}"


@rule.finds
def formulas(column: Column) -> Iterator[Finding]:
    if condition := run_by_spreadsheets(column):
        yield from where(column, condition)
