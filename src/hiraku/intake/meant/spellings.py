"""Spellings of one choice: what differs only in width, case, small marks or 送り仮名."""

from __future__ import annotations

import re
import unicodedata

from hiraku.intake.columns import ColumnView

_KANA = str.maketrans({"ヶ": "ケ", "ヵ": "カ", "ー": "", "‐": "", "－": "", "-": "", "・": ""})
_OKURIGANA = re.compile(r"(?<=[\u3400-\u9fff])[みりしきえけれ](?=$|[\u3400-\u9fff])")


def usual_spellings(column: ColumnView) -> dict[str, str]:
    """Return for each folded text the spelling that stands most often, the first where even."""
    usual: dict[str, str] = {}
    for text, times in column.texts.items():
        key = folded(text)
        if key not in usual or times > column.texts[usual[key]]:
            usual[key] = text
    return usual


def folded(text: str) -> str:
    """Return a text without width, case, spaces, small kana marks and 送り仮名 at word ends."""
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split()).translate(_KANA)
    return _OKURIGANA.sub("", plain)
