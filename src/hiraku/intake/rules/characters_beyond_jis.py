"""L1-08: letters that every computer has: those of JIS X 0208, in their usual code points.

①, ㈱ and Ⅳ look different or vanish elsewhere; ⻲ and ⼈ are signs of radicals that only look like
亀 and 人, so that a search misses them. Names of people and places keep their letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hiraku.intake.contracts import Fix, Looked, OfficialRule, Remark, at
from hiraku.intake.meant.signs import LETTERS_OF_NAMES, WINDOWS, is_beyond, is_radical, meant
from hiraku.intake.meant.western import LETTERS as WESTERN

# Where nothing is written in Japanese, é and € are letters like others.
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")


def _remarks(looked: Looked) -> Iterator[Remark]:
    """Yield each cell of the table with such letters, and its text with what is meant."""
    layout = looked.layout
    if layout is None:
        return
    cells = [
        (row, column, cell.text)
        for row, texts in enumerate(looked.sheet.rows, 1)
        for column, cell in enumerate(texts, 1)
        if isinstance(cell.value, str) and not cell.text.isascii()
    ]
    japanese = any(_JAPANESE.search(text) for _, _, text in cells)
    for row, column, text in cells:
        if (row, column) in layout.area:
            yield from _told(row, column, text, "" if japanese else WESTERN)


def _told(row: int, column: int, text: str, usual: str) -> Iterator[Remark]:
    beyond = [sign for sign in text if is_beyond(sign) and sign not in usual]
    if not beyond:
        return
    meant_text = "".join(meant(sign) if sign in beyond else sign for sign in text)
    values = {"signs": "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in dict.fromkeys(beyond))}
    note = all(sign in WINDOWS + LETTERS_OF_NAMES for sign in beyond)
    safe = all(is_radical(sign) for sign in beyond)
    fix = Fix.NONE if note else Fix.SAFE if safe else Fix.SHOWN
    hint = "kept" if note else None
    yield Remark(at(row, column), text, None if note else meant_text, fix, hint, values, note)


official_rule = OfficialRule("L1-08", _remarks)
