"""ASCII names for columns: by a glossary of administrative words, never by a guess at readings."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from hiraku.intake.sheets import letter

GLOSSARY = Path(__file__).with_name("glossary.toml")
_NOTE = re.compile(r"[（(\[［].*?[）)\]］]")
_ASCII = re.compile(r"[A-Za-z0-9]+")


def field_names(titles: Iterable[tuple[int, str]]) -> list[str]:
    """Return a name for each (column, title), unique, snake_case, beginning with a letter.

    A title with a word that the glossary lacks is `column_c`, for a person to name.
    """
    names: list[str] = []
    for column, title in titles:
        name = english(title) or f"column_{letter(column).lower()}"
        same = sum(taken == name or taken.startswith(f"{name}_") for taken in names)
        names.append(f"{name}_{same + 1}" if name in names else name)
    return names


def english(title: str) -> str:
    """Return the title in words of the glossary; empty where a part of it is not there."""
    rest = "".join(unicodedata.normalize("NFKC", _NOTE.sub("", title)).split())
    parts: list[str] = []
    while rest:
        word = next((word for word in _words() if rest.startswith(word)), "")
        ascii_word = _ASCII.match(rest)
        if word:
            parts.append(_glossary()[word])
        elif ascii_word:
            word = ascii_word[0]
            parts.append(word.lower())
        elif rest[0] in "_-/":
            word = rest[0]
        else:
            return ""
        rest = rest[len(word) :]
    name = re.sub(r"_+", "_", "_".join(filter(None, parts))).strip("_")
    return name if name[:1].isalpha() else f"n_{name}" if name else ""


@cache
def _glossary() -> dict[str, str]:
    words: dict[str, str] = tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))
    return words


@cache
def _words() -> tuple[str, ...]:
    return tuple(sorted(_glossary(), key=len, reverse=True))
