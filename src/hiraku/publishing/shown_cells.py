"""How the cells of a table are shown: as numbers, short or long texts, symbols, or as nothing.

It is decided here, not in the template, because a page has hundreds of cells and there are
thousands of pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hiraku.model import Field, MissingValue

SHORT = 14
FOLDED = 120
BEGINNING = 80
NUMERIC = {"integer", "number"}


class ShownCell(NamedTuple):
    """`kind` is the class of the element; `beginning` is what is seen of a text that is folded."""

    text: str
    kind: str
    absent: MissingValue | None = None
    beginning: str = ""


def shown_cells(texts: Sequence[str], fields: Sequence[Field]) -> Iterator[ShownCell]:
    """Yield the cells of a row; its texts are in the order of the fields."""
    for text, field in zip(texts, fields, strict=True):
        number = "number" if field.type in NUMERIC else ""
        absent = field.missing_value(text)
        if absent:
            yield ShownCell(text, number or "short", absent)
        elif len(text) > FOLDED:
            yield ShownCell(text[BEGINNING:], "long", None, text[:BEGINNING])
        else:
            yield ShownCell(text, number or width(text))


def width(text: str) -> str:
    """Return the class of a cell: one short enough to stay on its line, or one to be wrapped."""
    return "short" if len(text) <= SHORT else "long"
