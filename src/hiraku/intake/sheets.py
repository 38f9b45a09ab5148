"""A workbook as it stands: sheets, cells, and what hides, merges, paints or floats. Data only.

Rows and columns count from 1, as a spreadsheet numbers them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from msgspec import Struct, field

Value = str | int | float | bool | date | datetime | time | timedelta | None


class Style(Struct, frozen=True):
    """How cells look. Colours are `RRGGBB`, empty where the book's own default shows."""

    number_format: str = "General"
    fill: str = ""
    color: str = ""
    bold: bool = False
    italic: bool = False
    strike: bool = False
    size: float = 0


class Cell(Struct, frozen=True, gc=False):
    """One cell: its stored value, the text that is seen, and where the value comes from.

    `formula` is true where the value was calculated, `error` holds `#REF!` and the like, and
    `style` counts in the sheet's styles.
    """

    value: Value = None
    text: str = ""
    style: int = 0
    formula: bool = False
    error: str = ""

    @property
    def blank(self) -> bool:
        """Nothing stands there: no text, no formula, no error."""
        return not (self.formula or self.error) and (not self.text or self.text.isspace())


EMPTY = Cell()


class Visibility(StrEnum):
    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "very-hidden"


class Range(Struct, frozen=True, order=True):
    """A rectangle of cells: rows `top` to `bottom`, columns `left` to `right`, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, place: tuple[int, int]) -> bool:
        row, column = place
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    @property
    def address(self) -> str:
        """As a spreadsheet writes it: `B2:C5`, or `B2` where it is one cell."""
        ends = address(self.top, self.left), address(self.bottom, self.right)
        return ends[0] if ends[0] == ends[1] else ":".join(ends)


class Floating(Struct, frozen=True):
    """Something that lies over the cells: `picture`, `chart`, `shape`, with its text."""

    kind: str
    row: int
    column: int
    text: str = ""


class Sheet(Struct, frozen=True):
    """One sheet. `rows` are as long as their last cell; what is beyond is empty.

    `unknown` names what the format or its reader cannot tell, such as `styles`.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    styles: Sequence[Style] = (Style(),)
    visibility: Visibility = Visibility.VISIBLE
    merged: Sequence[Range] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: str = ""
    floating: Sequence[Floating] = ()
    comments: Sequence[tuple[int, int]] = ()
    comment_texts: Sequence[str] = ()
    lines: Mapping[int, int] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell; an empty one where the sheet holds none."""
        if 1 <= row <= len(self.rows) and 1 <= column <= len(self.rows[row - 1]):
            return self.rows[row - 1][column - 1]
        return EMPTY

    def among(self, row: int, columns: Sequence[int]) -> list[Cell]:
        """Return the cells of some columns of a row: quicker than one by one."""
        cells = self.rows[row - 1] if 1 <= row <= len(self.rows) else ()
        width = len(cells)
        return [cells[column - 1] if column <= width else EMPTY for column in columns]

    def style(self, cell: Cell) -> Style:
        return self.styles[cell.style] if cell.style < len(self.styles) else Style()

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield (row, column, cell) of every cell that is not blank."""
        for row, cells in enumerate(self.rows, 1):
            for column, cell in enumerate(cells, 1):
                if cell is not EMPTY and not cell.blank:
                    yield row, column, cell

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def column(self, column: int, first: int, last: int) -> Iterator[tuple[int, Cell]]:
        """Yield (row, cell) of a column between two rows, blank ones too."""
        for row in range(first, last + 1):
            yield row, self.cell(row, column)


class Book(Struct, frozen=True):
    """A file of an official, opened: what kind it is by its bytes, and its sheets.

    `remarks` are ids of what concerns the whole file, such as `macros`; `kept` is what stays in it
    beside the sheets, each part with its columns' names and its values.
    """

    name: str
    kind: str
    sheets: Sequence[Sheet]
    remarks: frozenset[str] = frozenset()
    kept: Sequence[tuple[Sequence[str], Sequence[str]]] = ()

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def letter(column: int) -> str:
    """Return a column as a spreadsheet names it: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def number(letters: str) -> int:
    """Return the column that letters name: A is 1, AA is 27."""
    total = 0
    for sign in letters:
        total = total * 26 + ord(sign) - ord("A") + 1
    return total


def address(row: int, column: int) -> str:
    return f"{letter(column)}{row}"
