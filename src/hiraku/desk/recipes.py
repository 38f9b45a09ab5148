"""What was done to an official's file, so that next month's is treated the same: `recipe.yaml`."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from hiraku.errors import UsageError
from hiraku.problems import Place, Refused
from hiraku.reading.descriptors.read import read_descriptor
from hiraku.reading.files.paths import admit

FILE = "recipe.yaml"
VERSION = 1


class RecipeColumn(Struct, frozen=True, forbid_unknown_fields=True):
    """A column of the sheet, by its head without unit, and the field that it becomes."""

    title: str
    name: str
    type: str


class Recipe(Struct, frozen=True, forbid_unknown_fields=True):
    """`recipe` is the version of this form, `file` the name of the last file that was taken.

    `sheet` is the one with the table, `hidden` whether its hidden cells are taken, `columns` stand
    in the order of the sheet, `symbols` may stand where a number is missing.
    """

    recipe: int
    file: str
    sheet: str
    hidden: bool
    columns: tuple[RecipeColumn, ...]
    symbols: tuple[str, ...] = ()

    @property
    def types(self) -> tuple[str, ...]:
        return tuple(column.type for column in self.columns)


def read_recipe(folder: Path, identifier: str) -> Recipe:
    """Read the recipe of a dataset; raise `UsageError` where it has none or a broken one."""
    path = folder / FILE
    if path.is_symlink() or not path.is_file():
        raise UsageError("desk.no-recipe", id=identifier)
    try:
        recipe = msgspec.convert(
            read_descriptor(admit(folder, FILE, Place(FILE)), FILE).value, Recipe
        )
    except (msgspec.ValidationError, Refused) as error:
        raise UsageError("desk.broken-recipe", id=identifier, reason=str(error)) from None
    if recipe.recipe != VERSION:
        raise UsageError("desk.broken-recipe", id=identifier, reason=f"recipe: {recipe.recipe}")
    return recipe
