"""Texts as the search compares them: width, case, kana and dashes no longer differ.

`theme/scripts/matching.js` folds what a visitor types in the same way; a test holds the two
against each other.
"""

from __future__ import annotations

import unicodedata

# Hyphens, dashes, minus signs, box lines and the long vowel mark: typed for one another.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2500\u2501\u30fc"
# Both wave dashes; NFKC makes the full-width tilde a plain one already.
_WAVES = "\u301c\u3030"
_TO_HIRAGANA = 0x60

_TABLE = {
    **{code: code - _TO_HIRAGANA for code in (*range(0x30A1, 0x30F5), 0x30FD, 0x30FE)},
    **str.maketrans({"ヵ": "か", "ヶ": "け", "ゕ": "か", "ゖ": "け", "ς": "σ"}),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _WAVES), "~"),
}


def fold(text: str) -> str:
    """Return the text in NFKC and lower case, katakana as hiragana, every dash as a hyphen."""
    return unicodedata.normalize("NFKC", text).lower().translate(_TABLE)
