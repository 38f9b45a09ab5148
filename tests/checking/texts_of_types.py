"""Texts that are nearly, and sometimes really, of a type: what people and programs put in cells."""

from __future__ import annotations

from random import Random

from known_texts import KNOWN
from shaped_texts import shaped

_STRANGE = [
    " ", "\u3000", "\u00a0", "\t", "\n", "\r", "\u200b", "\ufeff", "\u0301", "\u3099", "+", "-",
    "－", "−", "ー", "△", ".", ",", "，", "_", "'", '"', "%", "％", "e", "E", "e5", "E-3", "0", "9",
    "０", "１２", "٣", "²", "½", "Ⅳ", "①", "津", "円", "𠮷", "😀", "Z", "T", "z", "t", ":", "/",
    "+09:00", "年", "月", "日", "令和", "nan", "inf", "x", "\0", "\\", "{", "}", "[", "]", "(", ")",
]  # fmt: skip
_DIGITS = "0123456789"
_FULL_WIDTH = str.maketrans(_DIGITS, "０１２３４５６７８９")


def texts_of(kind: str, seed: int, number: int = 200) -> list[str]:
    """Return texts for a type; the same ones for the same seed."""
    random = Random(seed)  # noqa: S311 - nothing is kept secret here
    return list(dict.fromkeys(_text(kind, random) for _ in range(number)))


def neighbours(texts: list[str]) -> list[str]:
    """Return what becomes of texts by one strange character, put in or put for another."""
    found = {}
    for text in texts:
        for place in range(len(text) + 1):
            found[text[:place] + text[place + 1 :]] = found[text[:place] + text[place:] * 2] = None
            for strange in _STRANGE:
                found[text[:place] + strange + text[place:]] = None
                found[text[:place] + strange + text[place + 1 :]] = None
    return [*found]


def _text(kind: str, random: Random) -> str:
    text = shaped(kind, random) if random.random() < 0.6 else _known(kind, random)
    while random.random() < 0.4:
        text = _changed(text, random)
    return text


def _known(kind: str, random: Random) -> str:
    return random.choice(KNOWN[kind if random.random() < 0.9 else random.choice([*KNOWN])])


def _changed(text: str, random: Random) -> str:
    place = random.randint(0, len(text))
    strange = random.choice(_STRANGE)
    return random.choice(
        [
            text[:place] + strange + text[place:],
            text[:place] + strange + text[place + 1 :],
            text[:place] + text[place + 1 :],
            strange + text,
            text + strange,
            text[:place] + text[place:].translate(_FULL_WIDTH),
            text[:place] + random.choice(_DIGITS) * random.choice([1, 2, 20, 2000]) + text[place:],
            text.upper(),
            text * 2,
        ]
    )
