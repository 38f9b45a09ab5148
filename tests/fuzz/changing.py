"""How an input is changed: anywhere in its bytes, or word by word, which most formats survive."""

from __future__ import annotations

import re

_PIECES = [
    *(b'"', b",", b"\n", b"\r", b"\0", b"\\", b"{", b"}", b"[", b"]", b":", b"'", b"-", b" "),
    *(b"\xff", b"\xe3\x81", b"\xed\xa0\x80", b'""', b"null", b"true", b"NaN", b"1e999", b"9" * 30),
]
_WORD = re.compile(rb"[A-Za-z0-9_.@-]+|[^\x00-\x7f]+")


def changed(chance, kept):
    """Change one of the kept inputs in a few places, or put two together."""
    data = bytearray(chance.choice(kept))
    by_words = chance.random() < 1 / 2
    for _ in range(chance.randint(1, 4)):
        if by_words:
            _reworded(chance, data, chance.choice(kept))
        else:
            _cut(chance, data, chance.choice(kept))
    return bytes(data)


def _cut(chance, data, other):
    at, to = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
    deed = chance.randint(0, 4)
    if deed == 0:
        data[at:at] = chance.choice(_PIECES)
    elif deed == 1:
        del data[at : min(to, at + 8)]
    elif deed == 2 and data:
        data[min(at, len(data) - 1)] = chance.randint(0, 255)
    elif deed == 3:
        data[at:at] = data[at : min(to, at + 40)]
    else:
        data[at:to] = other[min(at, len(other)) : min(to, len(other))]


def _reworded(chance, data, other):
    """Put a word of another input, or a piece, in the place of a word."""
    words = list(_WORD.finditer(data))
    if words:
        word = chance.choice(words)
        data[word.start() : word.end()] = chance.choice([*_WORD.findall(other), *_PIECES])
