"""L1-07: one cell holds one value, where the others of its column do."""

import re
from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at
from hiraku.intake.layout.texts import is_number, is_symbol

_PARTED = re.compile(r"[^、,，/／・\n;；]{1,30}(?:[、,，/／・\n;；]\s*[^、,，/／・\n;；]{1,30})+")
_WITH_PART = re.compile(r"[0-9０-９][0-9０-９,，]*\s*\S{0,3}\s*[（(]\s*(うち|内|再掲).*[）)]")
_SPAN = re.compile(r"[0-9０-９]{1,2}[時:：][0-9０-９]*\s*[～〜~\-－ー]\s*[0-9０-９]{1,2}[時:：].*")
_GROUPED = re.compile(r"[-△▲]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_SLASH_DATE = re.compile(r"[0-9]{1,4}/[0-9]{1,2}(/[0-9]{1,4})?")
_RARE = 0.5


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield cells of several values in columns where most cells hold one."""
    for column in looked.columns:
        several = [(row, cell) for row, cell in column.text_cells if _holds_several(cell.text)]
        if looked.book.kind == "csv":  # a line break there is told by L1-14
            several = [(row, cell) for row, cell in several if "\n" not in cell.text]
        inner = [pair for pair in several if _WITH_PART.fullmatch(pair[1].text.strip())]
        rare = len(several) <= _RARE * len(column.filled)
        for row, cell in several if rare else inner:
            yield Remark(at(row, column.position), cell.text, fix=Fix.ASKED)


def _holds_several(text: str) -> bool:
    """Tell whether a text lists values, states a part of a number, or a span of hours."""
    plain = text.strip()
    if is_number(plain) or is_symbol(plain):
        return False
    if _GROUPED.fullmatch(plain) or _SLASH_DATE.fullmatch(plain) or "://" in plain:
        return False
    if "。" in plain or len(plain) > 80:  # noqa: PLR2004 - a sentence is one value
        return False
    return any(form.fullmatch(plain) for form in (_PARTED, _WITH_PART, _SPAN))


official_rule = OfficialRule("L1-07", _remarks)
