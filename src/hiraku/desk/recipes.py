"""The recipe of a dataset, for who takes in its next file."""

from __future__ import annotations

from pathlib import Path

from hiraku.errors import UsageError
from hiraku.problems import Place, Refused
from hiraku.reading.descriptors.read import read_descriptor
from hiraku.reading.descriptors.recipes import recipe_of
from hiraku.reading.files.paths import admit
from hiraku.recipe import Recipe

FILE = "recipe.yaml"


def read_recipe(folder: Path, identifier: str) -> Recipe:
    """Read the recipe of a dataset; raise `UsageError` where it has none or a broken one."""
    path = folder / FILE
    if path.is_symlink() or not path.is_file():
        raise UsageError("desk.no-recipe", id=identifier)
    try:
        recipe, problems = recipe_of(read_descriptor(admit(folder, FILE, Place(FILE)), FILE))
    except Refused as error:
        recipe, problems = None, [error.problem]
    if recipe is None:
        faults = ", ".join(
            f"{problem.id} {problem.place.key or ''}".strip() for problem in problems
        )
        raise UsageError("desk.broken-recipe", id=identifier, reason=faults)
    return recipe
