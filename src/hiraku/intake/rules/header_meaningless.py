"""L1-05: every column has a name that says what it holds."""

import re
from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at

_EMPTY_WORDS = re.compile(
    r"(列|カラム|column|field|unnamed(: ?)?|項目|f|var)[ _.]?[0-9０-９]*"
    r"|[*＊#＃\-－―ー.。・…?？]+|[0-9０-９]{1,3}",
    re.IGNORECASE,
)


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield the head of each column whose name is blank or says nothing."""
    layout = looked.layout
    if layout is None:
        return
    row = max(layout.head, default=layout.area.top)
    width = len(looked.sheet.rows[row - 1])
    for column in layout.columns:
        if looked.book.kind == "csv" and column.position > width:
            continue  # rows that are too long are told by L1-15
        name = column.name.strip()
        if not name or _EMPTY_WORDS.fullmatch(name):
            hint = "says-nothing" if name else "blank"
            yield Remark(at(row, column.position), name, fix=Fix.ASKED, hint=hint)


official_rule = OfficialRule("L1-05", _remarks)
