"""What a rule of machine readability gets and gives.

The rules are those of 行政データにおける機械可読性に関するルール (デジタル庁). A rule looks at one
sheet and yields remarks; where, what stands there, and what it should be. It words nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property

from msgspec import Struct, field

from hiraku.intake.columns import ColumnView, column_views
from hiraku.intake.layout.layout import Layout, find_table
from hiraku.intake.sheets import Book, Range, Sheet
from hiraku.registry import entries


class Fix(StrEnum):
    """`safe`: nothing is lost and nothing chosen. `shown`: confirmed once. `asked`: a question."""

    SAFE = "safe"
    SHOWN = "shown"
    ASKED = "asked"
    NONE = "none"


class Remark(Struct, frozen=True):
    """One place that breaks a rule: `area`, a rectangle of cells, and how it is mended, `fix`.

    `text` is what stands there, `wanted` what should, where that is known. `hint` chooses the
    sentence; `values` fill its blanks. `note` remarks tell, but do not lower the level.
    """

    area: Range
    text: str = ""
    wanted: str | None = None
    fix: Fix = Fix.NONE
    hint: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    note: bool = False


class Looked:
    """A sheet as the rules see it: with the `layout` of its table and its `columns`."""

    def __init__(self, book: Book, sheet: Sheet, table: int = 0) -> None:
        self.book = book
        self.sheet = sheet
        self._table = table

    @cached_property
    def layout(self) -> Layout | None:
        """Where the table lies, the largest where none is chosen; None where there is none."""
        return find_table(self.sheet, self._table)

    @cached_property
    def columns(self) -> tuple[ColumnView, ...]:
        """Return the columns of the table, from left to right; none where there is no table."""
        return column_views(self.sheet, self.layout) if self.layout else ()


class OfficialRule(Struct, frozen=True):
    """A rule of machine readability: `official` is its id there (`L2-01`), `remarks` yields them.

    `needs` names what a format may leave unknown (`styles`, `formulas`, …): where it does, the
    rule was not judged, and that is said; but for the hints in `surely`, which need none of it.
    """

    official: str
    remarks: Callable[[Looked], Iterator[Remark]]
    needs: frozenset[str] = frozenset()
    surely: frozenset[str] = frozenset()


def official_rules() -> dict[str, OfficialRule]:
    """Return the rules by id, in the order of their official ids."""
    known = entries("hiraku.intake.rules", OfficialRule)
    return dict(sorted(known.items(), key=lambda item: (item[1].official, item[0])))


def at(row: int, column: int) -> Range:
    """Return the place of one cell."""
    return Range(row, column, row, column)
