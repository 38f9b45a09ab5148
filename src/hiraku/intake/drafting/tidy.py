"""From a sheet to a tidy table: one head, one row a record, every cell in canonical form.

What is done is listed cell by cell, with the address before and the place after.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, structs

from hiraku.intake.columns import ColumnView
from hiraku.intake.contracts import Fix, Looked, official_rules
from hiraku.intake.drafting.column_types import TypedColumn, typed
from hiraku.intake.drafting.naming import field_names
from hiraku.intake.layout.layout import Layout
from hiraku.intake.sheets import Cell, address


class TidiedCell(Struct, frozen=True):
    """One cell: where it stood (`B7`), what stood there, what stands now, by which rule."""

    sheet: str
    cell: str
    before: str
    after: str
    rule: str
    fix: Fix


class TidyColumn(Struct, frozen=True):
    """A field to be: its name, its title as in the sheet, and what its cells say of it."""

    name: str
    title: str
    type: str
    unit: str = ""
    symbols: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()


class TidyTable(Struct, frozen=True):
    """`rows` are canonical texts, as they stand in the CSV below the head."""

    columns: tuple[TidyColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    changes: tuple[TidiedCell, ...]
    layout: Layout


def tidy(looked: Looked) -> TidyTable | None:
    """Return the tidy table of a sheet; None where it holds none."""
    layout = looked.layout
    if layout is None:
        return None
    filled = dict(_filled(looked))
    columns = [_with(column, filled) for column in looked.columns]
    types = [typed(column) for column in columns]
    names = field_names((column.position, column.name) for column in columns)
    changes = [
        change
        for column, kind in zip(looked.columns, types, strict=True)
        for change in _changes(looked, column, kind, filled)
    ]
    return TidyTable(
        tuple(map(_field, columns, names, types)),
        tuple(zip(*(kind.texts for kind in types), strict=True)),
        tuple(changes),
        layout,
    )


def _filled(looked: Looked) -> Iterator[tuple[tuple[int, int], tuple[str, str]]]:
    """Yield ((row, column), (text, rule)) of each cell that takes its value from another."""
    for area in looked.sheet.merged:
        text = looked.sheet.cell(area.top, area.left).text
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                if (row, column) != (area.top, area.left):
                    yield (row, column), (text, "cells-merged")
    for rule in ("repetition-left-out", "lost-leading-zero", "spelling-varies"):
        for remark in official_rules()[rule].remarks(looked):
            if remark.wanted is not None:
                yield (remark.area.top, remark.area.left), (remark.wanted, rule)


def _with(column: ColumnView, filled: dict[tuple[int, int], tuple[str, str]]) -> ColumnView:
    cells = []
    for row, cell in column.cells:
        text, _ = filled.get((row, column.position), ("", ""))
        cells.append((row, structs.replace(cell, value=text, text=text) if text else cell))
    return ColumnView(column.column, tuple(cells))


def _field(column: ColumnView, name: str, kind: TypedColumn) -> TidyColumn:
    title = column.name
    unit = column.column.unit or ("%" if kind.percent else "")
    if column.column.unit:
        title = title[: title.rindex(column.column.unit) - 1].strip() or title
    uncertain = tuple(address(row, column.position) for row in kind.uncertain)
    return TidyColumn(name, title, kind.type, unit, kind.symbols, uncertain)


def _changes(
    looked: Looked,
    column: ColumnView,
    kind: TypedColumn,
    filled: dict[tuple[int, int], tuple[str, str]],
) -> Iterator[TidiedCell]:
    for (row, cell), after in zip(column.cells, kind.texts, strict=True):
        if after != cell.text:
            _, rule = filled.get((row, column.position), ("", _rule(kind.type, cell)))
            fix = Fix.SHOWN if (row, column.position) in filled else Fix.SAFE
            place = address(row, column.position)
            yield TidiedCell(looked.sheet.name, place, cell.text, after, rule, fix)


def _rule(kind: str, cell: Cell) -> str:
    if kind in ("date", "yearmonth", "year", "datetime"):
        return "time-not-iso"
    if kind in ("integer", "number"):
        return "text-in-number"
    signs = any(0x2E80 <= ord(sign) <= 0x2FDF for sign in cell.text)  # noqa: PLR2004
    return "characters-beyond-jis" if signs else "spaces-for-looks"
