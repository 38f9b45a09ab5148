"""`recipe.yaml`: how the table of an official's workbook was read, as `hiraku new` wrote it."""

from __future__ import annotations

import msgspec

from hiraku.problems import Problem
from hiraku.reading.descriptors.document import Document
from hiraku.reading.descriptors.shape import shape_problems
from hiraku.recipe import Recipe


def recipe_of(document: Document) -> tuple[Recipe | None, list[Problem]]:
    """Return the recipe of a descriptor; None where its shape is not that of one, and why."""
    problems = shape_problems(document, "recipe")
    return (None if problems else msgspec.convert(document.value, Recipe)), problems
