"""Expressions that hold too often: every way of loosening one place of an SQL condition."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TEXT = re.compile(r"'(?:[^']|'')*'")
_CLASS = re.compile(r"\[(?:\\.|[^\]\\])+\]")
_LEAST = re.compile(r"\{([1-9][0-9]*)(,?)([0-9]*)\}")
_ESCAPED = re.compile(r"\\[^pPAzbBsSwWdDx0-9]")


def mutants(sql: str) -> Iterator[tuple[str, str]]:
    """Yield what is loosened, and the loosened expression."""
    if sql in {"true", "false"}:
        return
    yield "everything passes", "true"
    yield from _without_conditions(sql)
    for text in dict.fromkeys(_TEXT.findall(_regular(sql))):
        for what, looser in _looser(text):
            yield what, sql.replace(text, looser)
    for found in re.finditer("regexp_full_match", sql):
        anywhere = sql[: found.start()] + "regexp_matches" + sql[found.end() :]
        yield f"anywhere in the text, at {found.start()}", anywhere
    for found in re.finditer(r"(\w+) IN \('((?:[^']|'')*)'", sql):
        somewhere = f"strpos({found[1]}, '{found[2]}') > 0 OR {found[0]}"
        yield "anywhere in the text", sql[: found.start()] + somewhere + sql[found.end() :]


def _without_conditions(sql: str) -> Iterator[tuple[str, str]]:
    """Leave out each part of an AND."""
    parts = _conjuncts(sql)
    for start, end in parts:
        yield f"without {sql[start:end][:60]}", sql[:start] + "true" + sql[end:]


def _conjuncts(sql: str) -> list[tuple[int, int]]:
    """Return where each part of an AND lies that has an AND beside it at its own depth."""
    quoted = {place for each in _TEXT.finditer(sql) for place in range(each.start(), each.end())}
    starts, open_ = [], [0]
    ands: dict[int, list[int]] = {}
    for place, letter in enumerate(sql):
        if place in quoted:
            continue
        if letter == "(":
            open_.append(place + 1)
        elif letter == ")":
            begun = open_.pop()
            if begun in ands:
                starts += _between([begun, *ands.pop(begun)], place)
        elif sql.startswith(" AND ", place):
            ands.setdefault(open_[-1], []).append(place + 5)
    if 0 in ands:
        starts += _between([0, *ands[0]], len(sql))
    return starts


def _between(begins: list[int], end: int) -> list[tuple[int, int]]:
    ends = [*(each - 5 for each in begins[1:]), end]
    return list(zip(begins, ends, strict=True))


def _regular(sql: str) -> str:
    """Return what begins with a regular expression: the same one is loosened wherever it stands."""
    return " ".join(re.findall(r"regexp\w*\([^']*('(?:[^']|'')*')", sql))


def _looser(text: str) -> Iterator[tuple[str, str]]:
    """Yield a regular expression with one class, number or escaped character that says more."""
    for found in _CLASS.finditer(text):
        yield f"any character for {found[0]}, at {found.start()}", _replaced(text, found, "(?s:.)")
    for found in _LEAST.finditer(text):
        most = found[3] if found[2] else found[1]
        looser = f"{{{int(found[1]) - 1},{most}}}"
        yield f"one fewer than {found[0]}, at {found.start()}", _replaced(text, found, looser)
        if not found[2]:
            looser = f"{{{found[1]},{int(found[1]) + 1}}}"
            yield f"one more than {found[0]}, at {found.start()}", _replaced(text, found, looser)
    for found in _ESCAPED.finditer(text):
        yield f"any character for {found[0]}, at {found.start()}", _replaced(text, found, "(?s:.)")


def _replaced(text: str, found: re.Match[str], looser: str) -> str:
    return text[: found.start()] + looser + text[found.end() :]
