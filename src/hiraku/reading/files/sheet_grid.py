"""Where the cells of a workbook's table stand: a finding names them as a spreadsheet does."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from hiraku.problems import Example, Place, Problem


class SheetGrid(Struct, frozen=True):
    """`sheet` holds the table; `columns` are those of the sheet, where they are not A, B, C ….

    `head` is the row of the sheet with the head of a table that does not begin with it.
    """

    sheet: str
    columns: tuple[int, ...] = ()
    head: int = 1

    def placed(self, problem: Problem, file: str) -> Problem:
        """Return the problem with its places in the file as cells of the sheet."""
        examples = tuple(self._example(example, file) for example in problem.examples)
        return replace(problem, place=self.cell(problem.place, file), examples=examples)

    def _example(self, example: Example, file: str) -> Example:
        place = self.cell(example.place, file)
        beside, by = example.beside, (place.column or 0) - (example.place.column or 0)
        if beside and by:
            beside = replace(beside, first=beside.first + by, width=beside.width + by, start=1 + by)
        return replace(example, place=place, beside=beside)

    def cell(self, place: Place, file: str) -> Place:
        """Return a place in the table as one in the sheet; one of something else as it is."""
        if place.file != file or place.sheet or place.key:
            return place
        column = self._column(place.column)
        row = self.head if place.row == 1 else place.row
        known = replace(place, row=row, line=row, column=column, sheet=self.sheet)
        return replace(known, cells=f"{known.letter}{row}" if column and row else None)

    def _column(self, column: int | None) -> int | None:
        known = column is not None and 0 < column <= len(self.columns)
        return self.columns[column - 1] if known and column else column


def on_sheets(problems: Iterable[Problem], grid: SheetGrid | None, file: str) -> list[Problem]:
    """Return problems of a file with the cells of its sheet, where it is a workbook."""
    return [grid.placed(problem, file) if grid else problem for problem in problems]
