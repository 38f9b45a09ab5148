"""The heads of a table against those of a recipe: the same but for a date, in the same order."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from hiraku.intake.drafting.tidy import TidyTable
from hiraku.intake.meant.times import MOMENT
from hiraku.intake.sheets import address
from hiraku.recipe import Recipe


def moved_heads(table: TidyTable, recipe: Recipe) -> Iterator[tuple[str, str, str]]:
    """Yield each head that is not where it was: its cell, what stands there, what stood there."""
    columns = table.columns
    row = max(table.layout.head, default=table.layout.area.top)
    for place in range(max(len(columns), len(recipe.columns))):
        now = columns[place].title if place < len(columns) else ""
        then = recipe.columns[place].title if place < len(recipe.columns) else ""
        if not same_head(now, then):
            behind = place - len(columns) + 1
            position = columns[-1].position + behind if behind > 0 else columns[place].position
            yield address(row, position), now, then


def same_head(one: str, other: str) -> bool:
    """Tell whether two heads differ in nothing but their date: 令和4年8月末人口 and that of 9月."""
    return MOMENT.sub("", plain(one)) == MOMENT.sub("", plain(other))


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
