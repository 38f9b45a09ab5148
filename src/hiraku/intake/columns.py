"""A column of a sheet's table: its cells, and whether it holds numbers, texts or choices."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from hiraku.intake.layout.layout import Layout, TableColumn
from hiraku.intake.layout.texts import is_number, is_symbol
from hiraku.intake.sheets import Cell, Sheet

_MOSTLY = 0.6
_CHOICES = 30


class ColumnView:
    """The cells of a column between the head and the end of the table."""

    def __init__(self, column: TableColumn, cells: tuple[tuple[int, Cell], ...]) -> None:
        self.column = column
        self.cells = cells

    @property
    def position(self) -> int:
        return self.column.position

    @property
    def name(self) -> str:
        return self.column.name

    @cached_property
    def filled(self) -> tuple[tuple[int, Cell], ...]:
        pairs = [pair for pair in self.cells if not pair[1].blank]
        return tuple(pairs) if len(pairs) < len(self.cells) else self.cells

    @cached_property
    def texts(self) -> Counter[str]:
        """How often each text stands in the column."""
        return Counter(cell.text for _, cell in self.filled)

    @cached_property
    def kinds(self) -> Counter[type]:
        """How many of its cells hold a value of each type."""
        return Counter(type(cell.value) for _, cell in self.filled)

    @cached_property
    def numeric(self) -> bool:
        """Most of its cells are numbers, stored so or written so, or symbols for a missing one."""
        written = sum(is_number(str(cell.value)) for _, cell in self.text_cells)
        numbers = self.kinds[int] + self.kinds[float] + written
        if not numbers:
            return False
        symbols = sum(is_symbol(cell.text) for _, cell in self.text_cells)
        return numbers >= _MOSTLY * (len(self.filled) - symbols) and numbers >= symbols / 2

    @cached_property
    def choices(self) -> bool:
        """Few texts that come again and again: a column of choices."""
        kinds = len(self.texts)
        return not self.numeric and kinds <= _CHOICES and kinds * 2 <= len(self.filled)

    @cached_property
    def text_cells(self) -> tuple[tuple[int, Cell], ...]:
        """The cells that hold text, not numbers, dates or booleans."""
        if not self.kinds[str]:
            return ()
        return tuple(pair for pair in self.filled if isinstance(pair[1].value, str))


def column_views(sheet: Sheet, layout: Layout) -> tuple[ColumnView, ...]:
    """Return the columns of the table, with the cells of its body."""
    positions = [column.position for column in layout.columns]
    rows = [sheet.among(row, positions) for row in layout.body]
    columns = zip(*rows, strict=True) if rows else ((),) * len(positions)
    return tuple(
        ColumnView(column, tuple(zip(layout.body, cells, strict=True)))
        for column, cells in zip(layout.columns, columns, strict=True)
    )
