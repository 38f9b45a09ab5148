"""Which rows of a block are its head, and the names that heads of several rows make together."""

from __future__ import annotations

from collections.abc import Sequence

from hiraku.intake.layout.blocks import Block
from hiraku.intake.layout.texts import is_number, is_unit, narrowed
from hiraku.intake.sheets import Cell, Sheet

_MOST = 5
_FULL = 0.6


def head_rows(sheet: Sheet, block: Block) -> list[int]:
    """Return the rows of the head, from above; none where every row looks like data.

    The first row that fills most columns with texts begins it; it goes on while merged cells
    reach down, or a row of texts stands under heads that span several columns.
    """
    first = next((row for row in _candidates(block) if _looks_like_head(sheet, block, row)), None)
    if first is None:
        return []
    head = [first]
    while len(head) < _MOST and head[-1] < block.area.bottom and _goes_on(sheet, block, head):
        head.append(head[-1] + 1)
    under = [*head, head[-1] + 1]
    return under if row_of_units(sheet, block, under) else head


def row_of_units(sheet: Sheet, block: Block, head: Sequence[int]) -> dict[int, str]:
    """Return the unit of each column where the last row of a head holds units and nothing else."""
    if len(head) < 2 or head[-1] >= block.area.bottom:  # noqa: PLR2004 - a row of names and one of units
        return {}
    texts = {column: sheet.cell(head[-1], column).text.strip() for column in block.columns}
    units = {column: narrowed(text).strip("()[] ") for column, text in texts.items() if text}
    return units if all(map(is_unit, units.values())) else {}


def _candidates(block: Block) -> range:
    return range(block.area.top, min(block.area.top + 10, block.area.bottom))


def _looks_like_head(sheet: Sheet, block: Block, row: int) -> bool:
    cells = [sheet.cell(row, column) for column in block.columns]
    shown = [_source(sheet, row, column) for column in block.columns]
    labels = [cell for cell in shown if not cell.blank]
    several = len({id(cell) for cell in labels}) > 1
    full = len(labels) >= max(2, _FULL * block.width)
    return several and full and not any(_is_figure(cell) for cell in cells)


def _goes_on(sheet: Sheet, block: Block, head: Sequence[int]) -> bool:
    row = head[-1] + 1
    if any(
        area.top <= head[-1] < row <= area.bottom for area in sheet.merged if area.top >= head[0]
    ):
        return True
    spans = any(
        area.right > area.left and area.top == area.bottom == head[-1] for area in sheet.merged
    ) or any(sheet.cell(head[-1], column).blank for column in block.columns)
    cells = [sheet.cell(row, column) for column in block.columns]
    texts = [cell for cell in cells if not cell.blank]
    return spans and len(texts) > 1 and not any(_is_figure(cell) for cell in texts)


def _is_figure(cell: Cell) -> bool:
    """A number is data; a year in a head is not: it is a text, or a number from 1800 to 2200."""
    if isinstance(cell.value, bool) or cell.value is None:
        return False
    if isinstance(cell.value, int) and 1800 <= cell.value <= 2200:  # noqa: PLR2004
        return False
    return not isinstance(cell.value, str) or is_number(cell.value)


def _source(sheet: Sheet, row: int, column: int) -> Cell:
    """Return the cell whose value a merged cell shows."""
    area = next((area for area in sheet.merged if (row, column) in area), None)
    return sheet.cell(area.top, area.left) if area else sheet.cell(row, column)


def joined_names(sheet: Sheet, block: Block, head: Sequence[int]) -> list[str]:
    """Return the name of each column: the levels of its head joined with `_`, none twice over.

    A head that spans by merging, or that stands left of blank heads in an upper row, counts for
    every column below it.
    """
    names: list[list[str]] = [[] for _ in block.columns]
    for level, row in enumerate(head):
        spanning, spreads = "", False
        for at, column in enumerate(block.columns):
            text = " ".join(_source(sheet, row, column).text.split())
            closed = level == len(head) - 1 or _closed(sheet, row, column)
            spanning = text or (spanning if spreads and not closed else "")
            spreads = bool(spanning) and not closed
            if spanning and spanning not in names[at][-1:]:
                names[at].append(spanning)
    return ["_".join(levels) for levels in names]


def _closed(sheet: Sheet, row: int, column: int) -> bool:
    """Tell whether a blank head belongs to a merged range of its own."""
    return any((row, column) in area for area in sheet.merged)
