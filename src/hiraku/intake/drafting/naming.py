"""ASCII names for columns: by a glossary of administrative words, never by a guess at readings.

Kana have one reading, and are romanised where the glossary lacks a word; kanji have several.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from hiraku.intake.meant.times import NoSuchDay, meaning
from hiraku.intake.sheets import letter

GLOSSARY = Path(__file__).with_name("glossary.toml")
KANA = Path(__file__).with_name("kana.toml")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa][\u3041-\u3096\u30a1-\u30fa\u30fc]+")
_HIRAGANA = {chr(code) for code in range(0x3041, 0x3097)}
_SHIFT, _SMALL_TSU = 0x60, "\u30c3"
_NOTE = re.compile(r"[（(\[［].*?[）)\]］]")
_YEAR = re.compile("(?:(?:明治|大正|昭和|平成|令和)(?:[0-9]{1,2}|元)|[0-9]{4})年度?")
_BETWEEN = re.compile(r"(?<=[A-Za-z0-9])\s+(?=[A-Za-z0-9])")
_READ = 200
_KINDS = {"year": "y", "fiscal-year": "fy"}
_ASCII = re.compile(r"[A-Za-z0-9]+")


def field_names(titles: Iterable[tuple[int, str]]) -> list[str]:
    """Return a name for each (column, title), unique, snake_case, beginning with a letter.

    A title with a word that the glossary lacks is `column_c`, for a person to name. Years tell
    columns apart where there are several; a lone one is that of the next file tomorrow.
    """
    names: list[str] = []
    known = list(titles)
    years = len({year[0] for _, title in known if (year := _YEAR.search(_plain(title)))}) > 1
    for column, title in known:
        name = english(title, years=years) or f"column_{letter(column).lower()}"
        same = sum(taken == name or taken.startswith(f"{name}_") for taken in names)
        names.append(f"{name}_{same + 1}" if name in names else name)
    return names


def english(title: str, *, years: bool = False) -> str:
    """Return the title in words of the glossary; empty where a part is not there, or it is long.

    With `years` those of the calendar are words as well: `y2020_men` of 令和2年_男.
    """
    rest = _plain(title[: _READ + 1])
    if len(rest) > _READ:
        return ""
    parts: list[str] = []
    while rest:
        word = next((word for word in _words() if rest.startswith(word)), "")
        ascii_word = _ASCII.match(rest)
        year = _YEAR.match(rest) if years else None
        if year and (named := _year(year[0])):
            word = year[0]
            parts.append(named)
        elif word:
            parts.append(_glossary()[word])
        elif ascii_word:
            word = ascii_word[0]
            parts.append(word.lower())
        elif kana := _KANA.match(rest):
            word = kana[0]
            parts.append(_romanised(word))
        elif rest[0] in "_-/":
            word = rest[0]
        else:
            return ""
        rest = rest[len(word) :]
    name = re.sub(r"_+", "_", "_".join(filter(None, parts))).strip("_")
    return name if name[:1].isalpha() else f"n_{name}" if name else ""


def _plain(title: str) -> str:
    plain = unicodedata.normalize("NFKC", _NOTE.sub("", title)).strip()
    return "".join(_BETWEEN.sub("_", plain).split())


def _year(text: str) -> str:
    """Return a year by its number: `y2020`, `fy2020` of 年度; empty for one that no era has."""
    try:
        moment = meaning(text)
    except NoSuchDay:
        return ""
    kind = _KINDS.get(moment.kind) if moment else None
    return f"{kind}{moment.iso}" if moment and kind else ""


def _romanised(text: str) -> str:
    """Return kana in Latin letters: `basu`, `ibento`; a small tsu doubles the next consonant."""
    katakana = "".join(chr(ord(sign) + _SHIFT) if sign in _HIRAGANA else sign for sign in text)
    sounds, letters, doubled = _sounds(), "", False
    while katakana:
        taken = 2 if katakana[:2] in sounds else 1
        sound = sounds.get(katakana[:taken], "")
        letters += (sound[:1] if doubled else "") + sound
        doubled = katakana[0] == _SMALL_TSU
        katakana = katakana[taken:]
    return letters


@cache
def _sounds() -> dict[str, str]:
    sounds: dict[str, str] = tomllib.loads(KANA.read_text(encoding="utf-8"))
    return sounds


@cache
def _glossary() -> dict[str, str]:
    words: dict[str, str] = tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))
    return words


@cache
def _words() -> tuple[str, ...]:
    return tuple(sorted(_glossary(), key=len, reverse=True))
