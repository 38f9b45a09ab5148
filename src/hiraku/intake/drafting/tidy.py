"""From a sheet to a tidy table: one head, one row a record, every cell in canonical form.

What is done is listed cell by cell, with the address before and the place after.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from msgspec import Struct, structs

from hiraku.intake.columns import ColumnView
from hiraku.intake.contracts import Fix, Looked, official_rules
from hiraku.intake.drafting.column_types import TypedColumn, typed, typed_as
from hiraku.intake.drafting.long import FEW, VALUE, LongPlan, long_plan
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
    """What was decided before: whether hidden cells are taken, and the type of each column.

    `table` counts the tables of a sheet, 0 is the largest; `long` makes rows of columns of times.
    """

    hidden: bool = False
    types: tuple[str, ...] = ()
    table: int = 0
    long: bool = False


_FILLING = ("spaces-for-looks", "repetition-left-out", "lost-leading-zero", "spelling-varies")
_AS_SHOWN = TidyChoice()
NUMBERS = frozenset({"integer", "number"})
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

    `numbers` are the rows of the sheet that they come from. `times` are the titles of columns that
    are years or months, `totals` those of the sums over them, which a long table leaves out;
    `places` are the columns of each row's cells in a long table, which differ from row to row.
    """

    columns: tuple[TidyColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    changes: tuple[TidiedCell, ...]
    layout: Layout
    times: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    places: tuple[tuple[int, ...], ...] = ()

    def address(self, row: int, column: int) -> str:
        """Return where a cell of the table stands in the sheet."""
        position = self.places[row][column] if self.places else self.columns[column].position
        return address(self.numbers[row], position)


def tidy(looked: Looked, choice: TidyChoice = _AS_SHOWN) -> TidyTable | None:
    """Return the tidy table of a sheet; None where it holds none."""
    layout = looked.layout
    if layout is None:
        return None
    filled = dict(_filled(looked))
    columns = [_with(column, filled) for column in _taken(looked, choice)]
    heads = _unique(_bare(column) for column in columns)
    above = [aside.text for aside in layout.asides if aside.kind != "note"]
    plan = long_plan(heads, above, 1 if choice.long else FEW)
    kinds = _kinds(choice, heads, plan)
    types = [
        typed_as(column, kind) if kind else typed(column)
        for column, kind in zip(columns, kinds, strict=True)
    ]
    own = list(map(_title, columns, types))
    names = field_names(
        (column.position, title) for column, title in zip(columns, own, strict=True)
    )
    changes = [
        change
        for column, kind in zip(_taken(looked, choice), types, strict=True)
        for change in _changes(looked, column, kind, filled)
    ]
    table = TidyTable(
        tuple(map(_field, columns, names, _unique(own), types)),
        tuple(zip(*(kind.texts for kind in types), strict=True)),
        tuple(row for row, _ in columns[0].cells) if columns else (),
        tuple(changes),
        layout,
        tuple(heads[column.place] for column in plan.timed) if plan else (),
        tuple(heads[place] for place in plan.totals) if plan else (),
    )
    return lengthened(table, plan) if plan and choice.long else table


def _kinds(choice: TidyChoice, titles: Sequence[str], plan: LongPlan | None) -> list[str]:
    """Return the known type of each column of the sheet; empty where none is known."""
    known, unknown = choice.types, [""] * len(titles)
    if not (choice.long and plan):
        return list(known) if len(known) == len(titles) else unknown
    if len(known) != len(plan.labels) + 1 + len(plan.values):
        return unknown
    for place, kind in zip(plan.labels, known, strict=False):
        unknown[place] = kind
    of_values = dict(zip(plan.values, known[len(plan.labels) + 1 :], strict=True))
    for column in plan.timed:
        unknown[column.place] = of_values[column.value]
    return unknown


def lengthened(table: TidyTable, plan: LongPlan) -> TidyTable:
    """Return the table with a row for each row and time; nothing but sums over times is lost."""
    wide, first = table.columns, plan.timed[0].place
    by_pair = {(column.time, column.value): column.place for column in plan.timed}
    rows, numbers, places = [], [], []
    for number, cells in zip(table.numbers, table.rows, strict=True):
        for moment in plan.times:
            taken = [by_pair.get((moment, value)) for value in plan.values]
            labels = [cells[place] for place in plan.labels]
            figures = ["" if place is None else cells[place] for place in taken]
            at = [*plan.labels, first, *(first if place is None else place for place in taken)]
            rows.append((*labels, moment, *figures))
            places.append(tuple(wide[place].position for place in at))
            numbers.append(number)
    return structs.replace(
        table, columns=tuple(_long_columns(wide, plan)), rows=tuple(rows),
        numbers=tuple(numbers), places=tuple(places),
    )  # fmt: skip


def _long_columns(wide: Sequence[TidyColumn], plan: LongPlan) -> Iterator[TidyColumn]:
    """Yield the labels, the time and the values, with names that are unique among them."""
    first, (title, name) = wide[plan.timed[0].place], plan.head
    groups = [[wide[c.place] for c in plan.timed if c.value == value] for value in plan.values]
    columns = [
        *(wide[place] for place in plan.labels),
        TidyColumn(first.position, name, title, plan.type),
        *(
            _together(value or VALUE[0], own)
            for value, own in zip(plan.values, groups, strict=True)
        ),
    ]
    english = {title: name, VALUE[0]: VALUE[1]}
    titles = [(column.position, english.get(column.title, column.title)) for column in columns]
    for column, unique in zip(columns, field_names(titles), strict=True):
        yield structs.replace(column, name=unique)


def _together(title: str, columns: Sequence[TidyColumn]) -> TidyColumn:
    """Return one column for those of several times: of the type that holds them all."""
    kinds = {column.type for column in columns}
    kind = kinds.pop() if len(kinds) == 1 else "number" if kinds <= NUMBERS else "string"
    units = {column.unit for column in columns}
    symbols = dict.fromkeys(symbol for column in columns for symbol in column.symbols)
    uncertain = tuple(cell for column in columns for cell in column.uncertain)
    return TidyColumn(
        columns[0].position, columns[0].name, title, kind, units.pop() if len(units) == 1 else "",
        tuple(symbols) if kind in NUMBERS else (), uncertain,
    )  # fmt: skip


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


def _unique(titles: Iterable[str]) -> list[str]:
    """Return the titles, the second of the same with a number: 人口_2."""
    taken: dict[str, None] = {}
    for title in titles:
        numbered = (f"{title}_{number}" for number in count(2))
        taken[title if title not in taken else next(t for t in numbered if t not in taken)] = None
    return list(taken)


def _field(column: ColumnView, name: str, title: str, kind: TypedColumn) -> TidyColumn:
    unit = column.column.unit or ("%" if kind.percent else "")
    unit = unit if kind.type in NUMBERS else ""
    uncertain = tuple(address(row, column.position) for row in kind.uncertain)
    return TidyColumn(column.position, name, title, kind.type, unit, kind.symbols, uncertain)


def _title(column: ColumnView, kind: TypedColumn) -> str:
    """Return the head, of figures without their unit: what is open (hours) is no figure."""
    return _bare(column) if kind.type in NUMBERS else column.name or letter(column.position)


def _bare(column: ColumnView) -> str:
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
