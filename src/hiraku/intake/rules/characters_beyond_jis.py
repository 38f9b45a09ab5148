"""L1-08: letters that every computer has: those of JIS X 0208, in their usual code points.

①, ㈱ and Ⅳ look different or vanish elsewhere; ⻲ and ⼈ are signs of radicals that only look like
亀 and 人, so that a search misses them. Names of people and places keep their letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from hiraku.intake.contracts import Fix, Looked, Remark, at

official = "L1-08"
needs: frozenset[str] = frozenset()

# CJK Radicals Supplement that NFKC leaves alone, as they stand in texts copied from PDF.
_RADICALS = {
    "⺟": "母", "⺠": "民", "⻄": "西", "⻆": "角", "⻑": "長", "⻘": "青", "⻝": "食", "⻤": "鬼",
    "⻨": "麦", "⻩": "黄", "⻫": "斉", "⻭": "歯", "⻯": "竜", "⻲": "亀", "⻁": "虎", "⻂": "衤",
    "⻅": "見", "⻉": "貝", "⻋": "車", "⻓": "長", "⻔": "門", "⻙": "韋", "⻚": "頁", "⻛": "風",
    "⻜": "飛", "⻢": "馬", "⻣": "骨", "⻥": "魚", "⻦": "鳥", "⻬": "斉", "⻮": "歯", "⻰": "竜",
}  # fmt: skip
# What Windows writes for a wave dash and a minus sign: read alike everywhere today.
_WINDOWS = "～－∥￠￡￢"
_NAMES = "髙﨑𠮷德曻桒濵瀨淸槗"


def remarks(looked: Looked) -> Iterator[Remark]:
    """Yield each cell of the table with such letters, and its text with what is meant."""
    layout = looked.layout
    if layout is None:
        return
    for row, column, cell in looked.sheet.cells():
        if (row, column) in layout.area and isinstance(cell.value, str) and not cell.text.isascii():
            yield from _told(row, column, cell.text)


def _told(row: int, column: int, text: str) -> Iterator[Remark]:
    beyond = [sign for sign in text if is_beyond(sign)]
    if not beyond:
        return
    meant_text = "".join(meant(sign) if sign in beyond else sign for sign in text)
    values = {"signs": "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in dict.fromkeys(beyond))}
    note = all(sign in _WINDOWS + _NAMES for sign in beyond)
    safe = all(is_radical(sign) for sign in beyond)
    fix = Fix.NONE if note else Fix.SAFE if safe else Fix.SHOWN
    yield Remark(at(row, column), text, None if note else meant_text, fix, None, values, note)


@cache
def is_beyond(sign: str) -> bool:
    """Tell whether a sign is neither ASCII nor of JIS X 0208 (ISO-2022-JP has exactly those)."""
    if sign.isascii():
        return False
    try:
        sign.encode("iso2022_jp")
    except UnicodeEncodeError:
        return True
    return unicodedata.category(sign) == "Co"


def is_radical(sign: str) -> bool:
    return 0x2E80 <= ord(sign) <= 0x2FDF  # noqa: PLR2004 - the two blocks of radicals


def meant(sign: str) -> str:
    """Return what a sign stands for: ① is (1), ㈱ is (株), ｱ is ア, ⻲ is 亀."""
    if sign in _WINDOWS + _NAMES:
        return sign
    if sign in _RADICALS:
        return _RADICALS[sign]
    plain = unicodedata.normalize("NFKC", sign)
    return f"({plain})" if unicodedata.name(sign, "").startswith("CIRCLED") else plain
