"""The rows of the sheet of data, as DuckDB writes them: one `row` element a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it brings no types

from hiraku.publishing.published_table import LINES, PublishedTable
from hiraku.publishing.workbook.cells import DECIMALS, TEXT, Form, form, number_format, text

# The index of a number format among the styles of the workbook; `wrapped` is the column's number
# where its texts are wrapped.
Style = Callable[[str, int], int]

_WIDE = 50


def write_rows(table: PublishedTable, target: Path, style: Style) -> None:
    """Write the rows below the header, in file order."""
    columns = table.table.columns
    forms = [form(*each) for each in zip(columns, table.fields, strict=True)]
    decimals = _decimals(table, forms)
    cells = [
        _cell(column, number, found, decimals[number], style)
        for number, (column, found) in enumerate(zip(columns, forms, strict=True))
    ]
    groups = [cells[start : start + _WIDE] for start in range(0, len(cells), _WIDE)]
    told, source = _joined(table, groups)
    table.copy(
        f"SELECT concat('<row r=\"', place, '\">', {told}, '</row>') FROM {source}", target, LINES
    )
    for number in range(len(groups)):
        table.connection.execute(f"DROP TABLE IF EXISTS sheet_{number}")


def _joined(table: PublishedTable, groups: Sequence[Sequence[str]]) -> tuple[str, str]:
    """Return the SQL of a row's cells and of their source.

    Each of a cell's forty or so expressions keeps 32 KB for the rows at hand, so that the cells of
    a wide table are made in groups, one after another.
    """
    placed = f"(SELECT *, row_number() OVER () + 1 AS place FROM {table.table.name})"
    if len(groups) == 1:
        return ", ".join(groups[0]), placed
    for number, cells in enumerate(groups):
        made = f"SELECT place, concat({', '.join(cells)}) AS cells FROM {placed}"
        table.connection.execute(f"CREATE OR REPLACE TEMP TABLE sheet_{number} AS {made}")
    first, *others = (f"sheet_{number}" for number in range(len(groups)))
    source = f"(SELECT place, cells AS {first}_cells FROM {first})"
    for each in others:
        source += f" POSITIONAL JOIN (SELECT cells AS {each}_cells FROM {each})"
    return ", ".join(f"{each}_cells" for each in (first, *others)), source


def _decimals(table: PublishedTable, forms: Sequence[Form | None]) -> list[list[int]]:
    """Return how many decimals the numbers of each column have: each has a format of its own."""
    asked = [
        f"bit_or(CASE WHEN {each.holds} THEN 1::BIGINT << {each.decimals} END)"
        if each and each.decimals
        else "any_value(0)"
        for each in forms
    ]
    found: list[int | None] = []
    for start in range(0, len(asked), _WIDE):
        query = f"SELECT {', '.join(asked[start : start + _WIDE])} FROM {table.table.name}"
        found += table.connection.execute(query).fetchone() or ()
    return [[at for at in range(DECIMALS + 1) if (bits or 0) >> at & 1] for bits in found]


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
