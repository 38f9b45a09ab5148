"""What was done to an official's workbook, so that the next one is treated the same."""

from __future__ import annotations

from msgspec import Struct

VERSION = 1


class RecipeColumn(Struct, frozen=True, forbid_unknown_fields=True):
    """A column of the sheet, by its head without unit, and the field that it becomes."""

    title: str
    name: str
    type: str


class Recipe(Struct, frozen=True, forbid_unknown_fields=True):
    """`recipe` is the version of this form, `file` the name of the last file that was taken.

    `sheet` is the one with the table, `hidden` whether its hidden cells are taken, `columns` stand
    in the order of the sheet, `symbols` may stand where a number is missing. `table` counts the
    tables of the sheet from above and the left, 0 is the largest; with `long` each year or month
    that stands as a column of the sheet is a row, and `columns` are those of the rows.
    """

    recipe: int
    file: str
    sheet: str
    hidden: bool
    columns: tuple[RecipeColumn, ...]
    symbols: tuple[str, ...] = ()
    table: int = 0
    long: bool = False

    @property
    def types(self) -> tuple[str, ...]:
        return tuple(column.type for column in self.columns)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)
