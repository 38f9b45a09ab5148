"""The rows of the sheet of data, as DuckDB writes them: one `row` element a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it brings no types

from hiraku.publishing.published_table import LINES, PublishedTable
from hiraku.publishing.workbook.cells import TEXT, Form, form, number_format, text

# The index of a number format among the styles of the workbook; `wrapped` is the column's number
# where its texts are wrapped.
Style = Callable[[str, int], int]


def write_rows(table: PublishedTable, target: Path, style: Style) -> None:
    """Write the rows below the header, in file order."""
    columns = table.table.columns
    forms = [form(*each) for each in zip(columns, table.fields, strict=True)]
    decimals = _decimals(table, forms)
    cells = ", ".join(
        _cell(column, number, found, decimals[number], style)
        for number, (column, found) in enumerate(zip(columns, forms, strict=True))
    )
    placed = (
        f"SELECT row_number() OVER () + 1 AS place, {', '.join(columns)} FROM {table.table.name}"
    )
    query = f"SELECT concat('<row r=\"', place, '\">', {cells}, '</row>') FROM ({placed})"
    table.copy(query, target, LINES)


def _decimals(table: PublishedTable, forms: Sequence[Form | None]) -> list[list[int]]:
    """Return how many decimals the numbers of each column have: each has a format of its own."""
    asked = [
        f"list(DISTINCT {each.decimals}) FILTER (WHERE {each.holds})"
        if each and each.decimals
        else "[]"
        for each in forms
    ]
    query = f"SELECT count(*), {', '.join(asked)} FROM {table.table.name}"
    found: Sequence[Any] = table.connection.execute(query).fetchone() or ()
    return [sorted(each or []) for each in found[1:]]


def _cell(
    column: str, number: int, found: Form | None, decimals: Sequence[int], style: Style
) -> str:
    """Return the SQL of a cell's element; an empty text has none."""
    place = f"'<c r=\"{xl_col_to_name(number)}', place"
    told = (
        f'concat({place}, \'" s="{style(TEXT, number)}" t="inlineStr">\', {text(column)}, \'</c>\')'
    )
    if found:
        shown = _shown(found, decimals, number, style)
        kind = f' t="{found.kind}"' if found.kind else ""
        true = f"concat({place}, '\" s=\"', {shown}, '\"{kind}><v>', {found.value}, '</v></c>')"
        told = f"CASE WHEN {found.holds} THEN {true} ELSE {told} END"
    return f"CASE WHEN {column} <> '' THEN {told} END"


def _shown(found: Form, decimals: Sequence[int], number: int, style: Style) -> str:
    if not found.decimals:
        return str(style(found.shown, number))
    cases = "".join(f" WHEN {each} THEN {style(number_format(each), number)}" for each in decimals)
    return f"CASE {found.decimals}{cases} END" if cases else "0"
