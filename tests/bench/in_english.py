"""The measured results in English, for the English page of the manual: the figures are the same.

The results are written in Japanese. `in_english.toml` has the English of each line and of each cell
of a table, where `#` stands for a number and `~` for one that English leaves out, in their order.
What it does not have stops with its text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

_NUMBER = re.compile(r"[0-9]+(?:-[0-9]{2}-[0-9]{2}|(?:[.,][0-9]+)*)")
_JAPANESE = re.compile("[ぁ-んァ-ヴー一-龠々、。※]")

WORDS: dict[str, str] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)


def in_english(text: str) -> str:
    """Return measured results, as they stand between the marks of the page, in English."""
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    if not line.startswith("|"):
        return _said(line)
    cells = line.strip("|").split("|")
    return f"|{'|'.join(f' {_said(c.strip())} ' if c.strip('-:') else c for c in cells)}|"


def _said(text: str) -> str:
    """Return a line or a cell in English; a number that was measured once keeps its mark."""
    if re.fullmatch(r"[0-9.,]+※", text):
        return text.replace("※", "*")
    if not _JAPANESE.search(text):
        return text
    begin = "## " if text.startswith("## ") else ""
    numbers: Iterator[str] = iter(_NUMBER.findall(text))
    template = WORDS.get(begin + _NUMBER.sub("#", text.removeprefix(begin)))
    if template is None:
        raise LookupError(f"tests/bench/in_english.toml has no English for: {text}")
    return begin + re.sub(
        "[#~]", lambda mark: _number(mark[0], next(numbers)), template[len(begin) :]
    )


def _number(mark: str, number: str) -> str:
    return number if mark == "#" else ""
