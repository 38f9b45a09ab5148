"""From a sheet to a tidy table: one head, one row a record, every cell in canonical form.

What is done is listed cell by cell, with the address before and the place after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from hiraku.intake.columns import ColumnView
from hiraku.intake.contracts import Fix, Looked, official_rules
from hiraku.intake.drafting.column_types import TypedColumn, typed, typed_as
from hiraku.intake.drafting.naming import field_names
from hiraku.intake.layout.layout import Layout
from hiraku.intake.layout.texts import narrowed, unit_in
from hiraku.intake.sheets import Cell, address, letter


class TidiedCell(Struct, frozen=True):
    """One cell: where it stood (`B7`), what stood there, what stands now, by which rule."""

    sheet: str
    cell: str
    before: str
    after: str
    rule: str
    fix: Fix


class TidyChoice(Struct, frozen=True):
    """What was decided before: whether hidden cells are taken, and the type of each column."""

    hidden: bool = False
    types: tuple[str, ...] = ()


_FILLING = ("spaces-for-looks", "repetition-left-out", "lost-leading-zero", "spelling-varies")
_AS_SHOWN = TidyChoice()
BRACKETS = re.compile(r"[（(\[［][^（）()\[\]［］]*[）)\]］]\s*$")


class TidyColumn(Struct, frozen=True):
    """A field to be: its name, its title as in the sheet, and what its cells say of it.

    `position` is its column in the sheet, `uncertain` the cells that kept it from being a number.
    """

    position: int
    name: str
    title: str
    type: str
    unit: str = ""
    symbols: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()


class TidyTable(Struct, frozen=True):
    """`rows` are canonical texts, as they stand in the CSV below the head.

    `numbers` are the rows of the sheet that they come from.
    """

    columns: tuple[TidyColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    changes: tuple[TidiedCell, ...]
    layout: Layout


def tidy(looked: Looked, choice: TidyChoice = _AS_SHOWN) -> TidyTable | None:
    """Return the tidy table of a sheet; None where it holds none."""
    layout = looked.layout
    if layout is None:
        return None
    filled = dict(_filled(looked))
    columns = [_with(column, filled) for column in _taken(looked, choice)]
    kinds = choice.types if len(choice.types) == len(columns) else ("",) * len(columns)
    types = [
        typed_as(column, kind) if kind else typed(column)
        for column, kind in zip(columns, kinds, strict=True)
    ]
    names = field_names((column.position, _title(column)) for column in columns)
    changes = [
        change
        for column, kind in zip(_taken(looked, choice), types, strict=True)
        for change in _changes(looked, column, kind, filled)
    ]
    return TidyTable(
        tuple(map(_field, columns, names, _titles(columns), types)),
        tuple(zip(*(kind.texts for kind in types), strict=True)),
        tuple(row for row, _ in columns[0].cells) if columns else (),
        tuple(changes),
        layout,
    )


def _taken(looked: Looked, choice: TidyChoice) -> list[ColumnView]:
    """Return the columns, without what is hidden where that is not taken."""
    if choice.hidden:
        return list(looked.columns)
    sheet = looked.sheet
    return [
        ColumnView(
            column.column, tuple(cell for cell in column.cells if cell[0] not in sheet.hidden_rows)
        )
        for column in looked.columns
        if column.position not in sheet.hidden_columns
    ]


def _filled(looked: Looked) -> Iterator[tuple[tuple[int, int], tuple[str, str]]]:
    """Yield ((row, column), (text, rule)) of each cell that takes its value from another."""
    for area in looked.sheet.merged:
        text = looked.sheet.cell(area.top, area.left).text
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                if (row, column) != (area.top, area.left):
                    yield (row, column), (text, "cells-merged")
    for rule in _FILLING:
        for remark in official_rules()[rule].remarks(looked):
            if remark.wanted is not None:
                yield (remark.area.top, remark.area.left), (remark.wanted, rule)


def _with(column: ColumnView, filled: dict[tuple[int, int], tuple[str, str]]) -> ColumnView:
    cells = []
    for row, cell in column.cells:
        text, _ = filled.get((row, column.position), ("", ""))
        cells.append((row, structs.replace(cell, value=text, text=text) if text else cell))
    return ColumnView(column.column, tuple(cells))


def _titles(columns: Sequence[ColumnView]) -> list[str]:
    """Return the titles, the second of the same with a number: 人口_2."""
    titles: list[str] = []
    for column in columns:
        title = _title(column)
        numbered = (f"{title}_{number}" for number in range(2, len(columns) + 2))
        titles.append(
            title if title not in titles else next(t for t in numbered if t not in titles)
        )
    return titles


def _field(column: ColumnView, name: str, title: str, kind: TypedColumn) -> TidyColumn:
    unit = column.column.unit or ("%" if kind.percent else "")
    uncertain = tuple(address(row, column.position) for row in kind.uncertain)
    return TidyColumn(column.position, name, title, kind.type, unit, kind.symbols, uncertain)


def _title(column: ColumnView) -> str:
    """Return the head without the unit that it ends with, a letter for a column without head."""
    title = column.name
    if unit_in(title):
        title = BRACKETS.sub("", title).strip() or title
    return title or letter(column.position)


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
    if kind == "string" and narrowed(cell.text) != cell.text:
        return "text-in-number"
    return "characters-beyond-jis" if signs else "spaces-for-looks"
