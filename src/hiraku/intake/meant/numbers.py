"""Numbers as officials write them: with commas, units, △ and full-width digits."""

from __future__ import annotations

import re

from hiraku.intake.layout.texts import narrowed

PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_MINUS = re.compile(r"^[△▲−－‐–]|^\((?=[0-9.,]+\)$)")
_UNIT = re.compile(
    r"(?<=[0-9])\s*(%|人|名|件|円|千円|百万円|億円|世帯|戸|台|枚|箇所|か所|校|社|回|日|時間|歳|倍|km|ha|㎡|m2)$"
)
_AROUND = re.compile(r"約|およそ|以上|以下|未満|程度|超|※|[*＊]|注|\(")


def number_meant(text: str) -> str | None:
    """Return the number that a text means: `1,780` is 1780, `△5` is -5, `46.8%` is 46.8.

    None where a word changes the value (約, 以上), a mark refers to a note, or commas lie wrong.
    """
    plain = narrowed(_MINUS.sub("-", text.strip())).strip().rstrip(")")
    plain = _MINUS.sub("-", plain)
    if _AROUND.search(text) and not text.strip().startswith("("):
        return None
    plain = _UNIT.sub("", plain).lstrip("¥\\").replace(" ", "")
    if _GROUPED.fullmatch(plain):
        return plain.replace(",", "")
    return plain if PLAIN_NUMBER.fullmatch(plain) else None
