"""Expressions that hold too often: every way of loosening one place of an SQL condition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

LONG = 1000
_TEXT = re.compile(r"'(?:[^']|'')*'")
_CLASS = re.compile(r"(?<!\\)\[(?:\\.|[^\]\\])+\]")
_LEAST = re.compile(r"\{([1-9][0-9]*)(,?)([0-9]*)\}")
# Bounds of values; those of `strlen` are chosen with room to spare.
_COMPARED = re.compile(r"(?<!strlen\(t\)) ([<>]=?)(?= )")
_ESCAPED = re.compile(r"\\[^pPAzbBsSwWdDx0-9]")


def mutants(sql: str) -> Iterator[tuple[str, str]]:
    """Yield what is loosened, and the loosened expression."""
    if sql in {"true", "false"}:
        return
    yield "everything passes", "true"
    yield from _without_conditions(sql)
    for text in _regular(sql):
        refused = f"NOT regexp_matches(t, {text}" in sql
        for what, looser in _fewer(text) if refused else _looser(text):
            yield what, sql.replace(text, looser)
    for match in _COMPARED.finditer(sql):
        beyond = re.match(" -?[0-9.]+", sql[match.end() :])
        wider = {">": ">=", "<": "<=", ">=": ">= -1 +", "<=": "<= 1 +"}[match[1]]
        if match[1] in "<>" or (beyond and "strlen" not in sql[: match.start()]):
            yield f"wider than {match[1]}", sql[: match.start(1)] + wider + sql[match.end(1) :]
    for match in re.finditer("regexp_full_match", sql):
        anywhere = sql[: match.start()] + "regexp_matches" + sql[match.end() :]
        yield f"anywhere in the text, at {match.start()}", anywhere
    for match in re.finditer(r"(\w+) IN \('((?:[^']|'')*)'", sql):
        alike = f"left({match[1]}, 2) = left('{match[2]}', 2) OR {match[0]}"
        yield "with the same beginning", sql[: match.start()] + alike + sql[match.end() :]


def _without_conditions(sql: str) -> Iterator[tuple[str, str]]:
    """Leave out each part of an AND."""
    parts = _conjuncts(sql)
    for start, end in parts:
        yield f"without {sql[start:end][:60]}", sql[:start] + "true" + sql[end:]


def _conjuncts(sql: str) -> list[tuple[int, int]]:
    """Return where each part of an AND lies that has an AND beside it at its own depth."""
    quoted = {place for match in _TEXT.finditer(sql) for place in range(match.start(), match.end())}
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
    ends = [*(begin - 5 for begin in begins[1:]), end]
    return list(zip(begins, ends, strict=True))


def _regular(sql: str) -> list[str]:
    """Return the regular expressions; one that stands twice is loosened in both places."""
    return [*dict.fromkeys(re.findall(r"regexp\w*\([^']*('(?:[^']|'')*')", sql))]


def _fewer(text: str) -> Iterator[tuple[str, str]]:
    """Yield an expression for what is refused, each time without one of its alternatives."""
    outside = re.sub(r"\\.|\[[^\]]*\]|\([^)]*\)", lambda found: "x" * len(found[0]), text[1:-1])
    bars = [-1, *(place for place, letter in enumerate(outside) if letter == "|"), len(outside)]
    for start, end in pairwise(bars):
        kept = [side for side in (text[1 : start + 1], text[end + 2 : -1]) if side]
        yield f"with {text[start + 2 : end + 1]}", f"'{'|'.join(kept)}'"


def _looser(text: str) -> Iterator[tuple[str, str]]:
    """Yield a regular expression with one class, number or escaped character that says more.

    Where the same parts stand in hundreds of places, they are loosened in all of them at once.
    """
    for match in _places(_CLASS, text):
        yield f"any character for {_named(match)}", _put(match, "(?s:.)")
    for match in _places(_LEAST, text):
        most = match[3] if match[2] else match[1]
        yield f"one fewer than {_named(match)}", _put(match, f"{{{int(match[1]) - 1},{most}}}")
        if not match[2]:
            more = f"{{{match[1]},{int(match[1]) + 1}}}"
            yield f"one more than {_named(match)}", _put(match, more)
    for match in _places(_ESCAPED, text) if len(text) <= LONG else ():
        yield f"any character for {_named(match)}", _put(match, "(?s:.)")


def _places(form: re.Pattern[str], text: str) -> list[re.Match[str]]:
    found = list(form.finditer(text))
    return list({match[0]: match for match in found}.values()) if len(text) > LONG else found


def _named(found: re.Match[str]) -> str:
    return found[0] if len(found.string) > LONG else f"{found[0]}, at {found.start()}"


def _put(found: re.Match[str], looser: str) -> str:
    text = found.string
    if len(text) > LONG:
        return text.replace(found[0], looser)
    return text[: found.start()] + looser + text[found.end() :]
