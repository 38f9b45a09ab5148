"""Texts that look equal and are not: other widths, scripts, compositions, characters unseen."""

from __future__ import annotations

import unicodedata

# Letters of other scripts, and kanji, that look like one of Latin or kana.
PICTURES = str.maketrans(
    "АВЕЅІЈКМНОРСТХЎаеѕіјорсухԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧοӏіＩ力口二工夕卜一八へべぺり―‐‑–—−─",
    "ABESIJKMHOPCTXYaesijopcyxdqwhABEZHIKMNOPTYXoliIカロニエタトーハヘベペリーーーーーーー",
)


def seen(text: str) -> str:
    """Return what the eye sees of a text."""
    shown = (sign for sign in text if unicodedata.category(sign) != "Cf")
    return "".join(unicodedata.normalize("NFKC", "".join(shown)).split()).translate(PICTURES)


def look_equal(text: str, other: str) -> bool:
    """Tell whether two texts that differ look the same, apart from upper and lower case."""
    return text.casefold() != other.casefold() and seen(text).casefold() == seen(other).casefold()


def told_apart(text: str, other: str) -> str:
    """Return a text with the code point behind each character that the other has not."""
    return "".join(
        f"{sign}<U+{ord(sign):04X}>" if sign not in other and sign.isprintable() else sign
        for sign in text
    )
