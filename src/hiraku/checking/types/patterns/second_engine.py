"""The second engine, for patterns that a linear one cannot run: in a process of its own.

A stranger's pattern may take any time or memory, to be compiled as well as to be matched. There it
takes no more than its share: what comes to no end is not known, and no pattern.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from hiraku.confined.calls import Died, call
from hiraku.confined.limits import MEGABYTE, Limits

CELL_SECONDS = 0.5
TABLE_SECONDS = 10.0
LIMITS = Limits(memory=256 * MEGABYTE, seconds=20)
# So many characters at most are sent at once, but for one text that is longer.
_PIECE = 1_000_000


@cache
def objection(pattern: str) -> str:
    """Return why the engine cannot run a pattern; empty where it can."""
    try:
        return call(LIMITS, refused_there, pattern)
    except Died as died:
        most = {"memory": f"{LIMITS.memory // MEGABYTE} MB", "time": f"{LIMITS.seconds} s"}
        return f"> {most[died.reason]}" if died.reason in most else died.reason


class Matcher:
    """Matches whole texts of a table, within a time for each and for all of them."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._left = TABLE_SECONDS

    def matches(self, texts: Sequence[str]) -> list[bool | None]:
        """Tell of each text whether it matches; None where that took too long to know."""
        answers: list[bool | None] = []
        for piece in _pieces(texts):
            answers += self._answers(piece)
        return answers

    def _answers(self, texts: list[str]) -> list[bool | None]:
        if self._left <= 0:
            return [None] * len(texts)
        try:
            answers, self._left = call(
                LIMITS, matched_there, self._pattern, texts, CELL_SECONDS, self._left
            )
        except Died:
            self._left = 0
            return [None] * len(texts)
        return answers


def _pieces(texts: Sequence[str]) -> Iterator[list[str]]:
    """Divide the texts, so that no call is given much more than can be held."""
    piece: list[str] = []
    size = 0
    for text in texts:
        if piece and size + len(text) > _PIECE:
            yield piece
            piece, size = [], 0
        piece.append(text)
        size += len(text)
    if piece:
        yield piece


def refused_there(pattern: str) -> str:
    """Return why the engine cannot compile a pattern: called in the other process."""
    try:
        _compiled(pattern)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the engine's own error, or Python's depth
        return str(error) or type(error).__name__
    return ""


def matched_there(
    pattern: str, texts: list[str], cell_seconds: float, left: float
) -> tuple[list[bool | None], float]:
    """Match texts, and return what is left of the time: called in the other process.

    Times are of the processor, as the engine counts them.
    """
    compiled = _compiled(pattern)
    until = time.process_time() + left
    answers = []
    for text in texts:
        own = min(cell_seconds, until - time.process_time())
        answers.append(_matched(compiled, text, own) if own > 0 else None)
    return answers, max(0.0, until - time.process_time())


def _matched(compiled: Any, text: str, seconds: float) -> bool | None:
    try:
        return bool(compiled.fullmatch(text, timeout=seconds))
    except TimeoutError:
        return None


@cache
def _compiled(pattern: str) -> Any:
    import regex  # noqa: PLC0415 - only there

    return regex.compile(re.sub(r"\\x\{([0-9a-f]+)\}", _spelt, pattern), regex.VERSION0)


def _spelt(code: re.Match[str]) -> str:
    """Write a code point as the engine reads it."""
    return f"\\U{int(code[1], 16):08x}"
