"""L1-06: no spaces and line breaks for looks: 津　　市 is another text than 津市."""

import re
from collections.abc import Iterator

from hiraku.intake.columns import ColumnView
from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at
from hiraku.intake.meant.spaces import INSIDE, LINE_ENDS, mended

_SPACE = re.compile(r"\s")
# A space between the words of a person, a company, an address or a building is none for looks.
_NAMES = re.compile(
    r"氏名|名前|代表者|担当者|会社|法人|団体|事業者|住所|所在地|建物|施設|店|book|name"
    r"|講師|講演者|発表者|出演者|委員|議員|候補者|作者|著者|監督|speaker|lecturer|author|person",
    re.IGNORECASE,
)


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield heads and cells with spaces at their ends or between Japanese letters."""
    for column in looked.columns:
        yield from _head(looked, column)
        for row, cell in column.text_cells:
            if not _SPACE.search(cell.text):
                continue
            text = mended(cell.text, keep_inside=bool(_NAMES.search(column.name)))
            if text != cell.text and not LINE_ENDS.search(cell.text.strip()):
                known = text in column.texts or not INSIDE.search(cell.text.strip())
                fix = Fix.SAFE if known else Fix.SHOWN
                yield Remark(at(row, column.position), cell.text, text, fix)


def _head(looked: Looked, column: ColumnView) -> Iterator[Remark]:
    for row in looked.layout.head if looked.layout else ():
        text = looked.sheet.cell(row, column.position).text
        if text.strip() and (wanted := mended(text, keep_inside=False)) != text:
            yield Remark(at(row, column.position), text, wanted, Fix.SAFE, hint="head")


official_rule = OfficialRule("L1-06", _remarks)
