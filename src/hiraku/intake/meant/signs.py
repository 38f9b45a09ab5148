"""Single characters: which are beyond JIS X 0208, and what they stand for."""

from __future__ import annotations

import unicodedata
from functools import cache

# CJK Radicals Supplement that NFKC leaves alone, as they stand in texts copied from PDF.
_RADICALS = {
    "⺟": "母", "⺠": "民", "⻄": "西", "⻆": "角", "⻑": "長", "⻘": "青", "⻝": "食", "⻤": "鬼",
    "⻨": "麦", "⻩": "黄", "⻫": "斉", "⻭": "歯", "⻯": "竜", "⻲": "亀", "⻁": "虎", "⻂": "衤",
    "⻅": "見", "⻉": "貝", "⻋": "車", "⻓": "長", "⻔": "門", "⻙": "韋", "⻚": "頁", "⻛": "風",
    "⻜": "飛", "⻢": "馬", "⻣": "骨", "⻥": "魚", "⻦": "鳥", "⻬": "斉", "⻮": "歯", "⻰": "竜",
}  # fmt: skip
# What Windows writes for a wave dash and a minus sign: read alike everywhere today.
WINDOWS = "～－∥￠￡￢"
LETTERS_OF_NAMES = "髙﨑𠮷德曻桒濵瀨淸槗"


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
    if sign in WINDOWS + LETTERS_OF_NAMES:
        return sign
    if sign in _RADICALS:
        return _RADICALS[sign]
    plain = unicodedata.normalize("NFKC", sign)
    return f"({plain})" if unicodedata.name(sign, "").startswith("CIRCLED") else plain
