"""Where the table is in a sheet made for printing: title, head, body, notes, units.

The way of a sheet: the cells that hold something → blocks between blank rows and columns → the
largest is the table → its rows are titles, head, body or notes → columns with joined names.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from hiraku.intake.layout.blocks import Block, blocks, merge_spacers
from hiraku.intake.layout.heads import head_rows, joined_names, row_of_units
from hiraku.intake.layout.texts import is_note, is_total, unit_in
from hiraku.intake.sheets import Range, Sheet


class Aside(Struct, frozen=True):
    """A text outside the table: `title`, `note` or `unit`, with its cell."""

    kind: str
    row: int
    column: int
    text: str


class TableColumn(Struct, frozen=True):
    """A column of the table; `unit` where its head states one, as in 人口（人）."""

    position: int
    name: str
    unit: str = ""


class Layout(Struct, frozen=True):
    """`head` and `body` are rows of the sheet; `body` leaves out spacers, repeats and totals.

    `tables` are all of the sheet, this one among them.
    """

    area: Range
    head: Sequence[int]
    body: Sequence[int]
    columns: Sequence[TableColumn]
    asides: Sequence[Aside] = ()
    totals: Sequence[int] = ()
    spacers: Sequence[int] = ()
    repeated_heads: Sequence[int] = ()
    others: Sequence[Range] = ()
    tables: Sequence[Range] = ()


def find_table(sheet: Sheet, number: int = 0) -> Layout | None:
    """Return the layout of a table by its number from above and the left, of the largest by 0.

    None where the sheet holds no such table.
    """
    ranges = blocks(sheet)
    tables = [block for block in ranges if block.is_table]
    if number > len(tables) or not tables:
        return None
    main = tables[number - 1] if number else max(tables, key=lambda block: block.filled)
    main, joined = merge_spacers(sheet, main, ranges)
    head = head_rows(sheet, main)
    rows = range(max(head, default=main.area.top - 1) + 1, main.area.bottom + 1)
    roles = _roles(sheet, main, head, rows)
    above = range(main.area.top, min(head, default=main.area.top))
    outside = [block for block in ranges if block not in joined]
    others = [block for block in outside if block.is_table or _goes_on(sheet, block, main)]
    asides = [
        *_asides(sheet, main.area, above, "title"),
        *_asides(sheet, main.area, roles["note"], "note"),
        *(
            aside
            for block in outside
            if block not in others
            for aside in _beside(sheet, block, main)
        ),
    ]
    return Layout(
        area=main.area,
        head=head,
        body=roles["body"],
        columns=_columns(sheet, main, head),
        asides=sorted(asides, key=lambda aside: (aside.row, aside.column)),
        totals=roles["total"],
        spacers=roles["spacer"],
        repeated_heads=roles["repeat"],
        others=[block.area for block in others],
        tables=[block.area for block in tables],
    )


def _goes_on(sheet: Sheet, block: Block, main: Block) -> bool:
    """Tell a row of the table that stands apart from it, by more than the rows that space it."""
    below = block.area.top > main.area.bottom and block.columns == main.columns
    cells = sheet.among(block.area.top, block.columns) if below else ()
    numbers = any(isinstance(cell.value, int | float) for cell in cells)
    return numbers and not is_total([cell.text.strip() for cell in cells])


def _roles(sheet: Sheet, block: Block, head: Sequence[int], rows: range) -> dict[str, list[int]]:
    """Say of each row below the head what it is; notes are only what stands at the end."""
    roles: dict[str, list[int]] = {"body": [], "total": [], "spacer": [], "repeat": [], "note": []}
    labels = [_texts(sheet, block, row) for row in head]
    last = rows.stop
    while last > rows.start and _ends_the_table(sheet, block, last - 1):
        last -= 1
    for row in rows:
        texts = _texts(sheet, block, row)
        if row >= last:
            role = "note" if any(texts) else "spacer"
        elif not any(texts):
            role = "spacer"
        elif texts in labels:
            role = "repeat"
        else:
            role = "total" if is_total(texts) else "body"
        roles[role].append(row)
    return roles


def _ends_the_table(sheet: Sheet, block: Block, row: int) -> bool:
    texts = [text for text in _texts(sheet, block, row) if text]
    if not texts:
        return True
    alone = len(texts) == 1 and block.width > 2  # noqa: PLR2004 - a table of two columns has such rows
    return is_note(texts[0]) or (
        alone
        and sheet.cell(row, block.area.left).text.strip() == texts[0]
        and not _number(texts[0])
    )


def _number(text: str) -> bool:
    return text.replace(",", "").replace(".", "").lstrip("-△▲").isdigit()


def _texts(sheet: Sheet, block: Block, row: int) -> list[str]:
    return [cell.text.strip() for cell in sheet.among(row, block.columns)]


def _asides(sheet: Sheet, area: Range, rows: Sequence[int], kind: str) -> list[Aside]:
    return [
        Aside(_kind_of(text, kind), row, column, text)
        for row in rows
        for column in range(area.left, area.right + 1)
        if (text := sheet.cell(row, column).text.strip())
    ]


def _kind_of(text: str, kind: str) -> str:
    """A text that says a unit and little else is one; a title may end with its table's unit."""
    return "unit" if unit_in(text) and (is_note(text) or text[0] in "（([［") else kind


def _beside(sheet: Sheet, block: Block, main: Block) -> list[Aside]:
    rows = range(block.area.top, block.area.bottom + 1)
    kind = "title" if block.area.top < main.area.top else "note"
    return _asides(sheet, block.area, rows, kind)


def _columns(sheet: Sheet, block: Block, head: Sequence[int]) -> list[TableColumn]:
    units = row_of_units(sheet, block, head)
    names = joined_names(sheet, block, head[:-1] if units else head)
    return [
        TableColumn(position, name, unit_in(name) or units.get(position, ""))
        for position, name in zip(block.columns, names, strict=True)
    ]
