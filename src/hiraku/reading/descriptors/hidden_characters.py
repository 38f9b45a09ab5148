"""Characters in a descriptor that cannot be seen, or that make a text look like another.

Controls and what is no character at all break the files that hold them (XML 1.0, 2.2). Marks of
direction, spaces without width, characters of private use and letters of another script between
Latin ones make a name look like one that it is not (Unicode Technical Report 36).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hiraku.problems import Problem
from hiraku.reading.descriptors.document import Document, Keys

# The last two of each plane are no characters (The Unicode Standard, 23.7).
_NONE = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_BROKEN = re.compile(f"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONE}]")
_HIDDEN = re.compile(
    "[\u034f\u061c\u115f\u1160\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2028\u2029\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
    "|(?<=[A-Za-z0-9])[\u200c\u200d]|[\u200c\u200d](?=[A-Za-z0-9])"
)
_LATIN = "A-Za-z"
# Cyrillic, Armenian, Cherokee, and Greek letters that look like Latin; `μg`, `Δt` are no disguise.
_GREEK = "\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"
_OTHERS = "\u0400-\u052f\u0531-\u0587\u13a0-\u13fd\uab70-\uabbf"
_LIKE_LATIN = f"{_GREEK}{_OTHERS}"
_MIXED = re.compile(f"[{_LATIN}][{_LIKE_LATIN}]|[{_LIKE_LATIN}][{_LATIN}]")


def hidden_characters(document: Document) -> Iterator[Problem]:
    """Yield a problem for each text of the document that holds such a character."""
    for keys, text in _texts(document.value, ()):
        for identifier, pattern in _KINDS:
            if match := pattern.search(text):
                signs = " ".join(f"U+{ord(sign):04X}" for sign in match[0])
                yield Problem(identifier, document.place(*keys), {"signs": signs, "text": text})
                break


_KINDS = (
    ("control-character", _BROKEN),
    ("deceptive-text", _HIDDEN),
    ("deceptive-text", _MIXED),
)


def _texts(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*keys, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _texts(item, (*keys, place))
