"""Rectangles of cells between blank rows and blank columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from hiraku.intake.sheets import Range, Sheet


class Block(Struct, frozen=True):
    """`columns` are those that hold something; `filled` counts the cells that do."""

    area: Range
    columns: Sequence[int]
    filled: int

    @property
    def width(self) -> int:
        return len(self.columns)

    @property
    def is_table(self) -> bool:
        """Two rows and two columns at least, mostly filled: less is a title or a note."""
        height = self.area.bottom - self.area.top + 1
        return height > 1 and self.width > 1 and self.filled * 3 >= height * self.width


def blocks(sheet: Sheet) -> list[Block]:
    """Return the blocks from above: split at blank rows, and each of those at blank columns."""
    rows = [row for row, cells in enumerate(sheet.rows, 1) if any(not c.blank for c in cells)]
    return [
        block
        for top, bottom in runs(rows, _covered_rows(sheet))
        for block in _split(sheet, top, bottom)
    ]


def _split(sheet: Sheet, top: int, bottom: int) -> list[Block]:
    rows: dict[int, list[int]] = {}
    for row, cells in enumerate(sheet.rows[top - 1 : bottom], top):
        for column, cell in enumerate(cells, 1):
            if not cell.blank:
                rows.setdefault(column, []).append(row)
    covered = {
        column
        for area in sheet.merged
        if area.top <= bottom and area.bottom >= top
        for column in range(area.left, area.right + 1)
    }
    return [
        _block({column: rows[column] for column in range(left, right + 1) if column in rows})
        for left, right in runs(sorted(rows), covered)
    ]


def _block(rows: dict[int, list[int]]) -> Block:
    """Return the smallest block around the filled rows of each column."""
    top = min(numbers[0] for numbers in rows.values())
    bottom = max(numbers[-1] for numbers in rows.values())
    area = Range(top, min(rows), bottom, max(rows))
    return Block(area, tuple(sorted(rows)), sum(map(len, rows.values())))


def _covered_rows(sheet: Sheet) -> set[int]:
    return {row for area in sheet.merged for row in range(area.top, area.bottom + 1)}


def runs(numbers: Sequence[int], covered: Iterable[int] = ()) -> list[tuple[int, int]]:
    """Return (first, last) of each run of neighbours; `covered` numbers bridge a gap."""
    bridged = set(covered)
    joined: list[tuple[int, int]] = []
    for number in numbers:
        if joined and all(gap in bridged for gap in range(joined[-1][1] + 1, number)):
            joined[-1] = (joined[-1][0], number)
        else:
            joined.append((number, number))
    return joined


def merge_spacers(sheet: Sheet, main: Block, found: Sequence[Block]) -> tuple[Block, list[Block]]:
    """Join the blocks above and below that go on with the main one's columns: spacer rows.

    A block goes on where one blank row parts it, it spans the same columns, and its first row
    holds what the body holds and no head of its own.
    """
    joined = [main]
    for block in found:
        near = block.area.top == joined[-1].area.bottom + 2
        alike = block.columns == main.columns and block.width > 1
        if near and alike and not _has_head(sheet, block, main):
            joined.append(block)
    area = structs.replace(main.area, bottom=joined[-1].area.bottom)
    filled = sum(block.filled for block in joined)
    return structs.replace(main, area=area, filled=filled), joined


def _has_head(sheet: Sheet, block: Block, main: Block) -> bool:
    """Tell whether a block begins with texts where its own next rows hold numbers."""
    if block.area.top == block.area.bottom:
        return False
    first = [sheet.cell(block.area.top, column) for column in block.columns]
    same = [sheet.cell(main.area.top, column).text for column in main.columns]
    if [cell.text for cell in first] == same:
        return False
    below = [sheet.cell(block.area.top + 1, column) for column in block.columns]
    pairs = zip(first, below, strict=True)
    return any(isinstance(a.value, str) and isinstance(b.value, int | float) for a, b in pairs)
