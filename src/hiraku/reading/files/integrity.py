"""Is the file the one that its descriptor means? `bytes` and `hash` of Data Resource, compared."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hiraku.languages import Message
from hiraku.problems import Place, Problem, Severity, Value

# The algorithms by the number of their hexadecimal digits; without a prefix MD5 is meant.
_ALGORITHMS = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128}
_HASH = re.compile(r"(?:([A-Za-z0-9-]+):)?([0-9A-Fa-f]+)")


def integrity_problems(path: Path, declared: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    """Yield where the file has other bytes than the resource `declared`; the ids are frictionless'.

    A hash that hiraku cannot compute is a warning: it was not compared.
    """
    size = whole_number(declared.get("bytes"))
    if size is not None and size != path.stat().st_size:
        yield Problem("byte-count", place, other_number("bytes", size, path.stat().st_size))
    if stated := declared.get("hash"):
        yield from _hash_problems(path, str(stated), place)


def row_count_problems(rows: int, declared: Mapping[str, Any], file: str) -> Iterator[Problem]:
    """Yield where a table has not as many rows as `rows` says; the id is frictionless's.

    Where rows were left out because they are damaged, their number is not known: nobody may ask.
    """
    stated = whole_number(declared.get("rows"))
    if stated is not None and stated != rows:
        yield Problem("row-count", Place(file), other_number("rows", stated, rows))


def whole_number(stated: object) -> int | None:
    """Return a number that a descriptor states, which JSON may write as `9.0` or `1e3`."""
    if isinstance(stated, int | float) and stated == stated // 1:
        return int(stated)
    return None


def other_number(noun: str, wanted: int, there: int) -> dict[str, Value]:
    """Return what tells that there is another number of things than is wanted."""
    return {
        "wanted": Message(f"reports.{noun}", {"n": f"{wanted:,}"}),
        "found": Message(f"reports.{noun}", {"n": f"{there:,}"}),
        "number": str(there),
    }


def _hash_problems(path: Path, stated: str, place: Place) -> Iterator[Problem]:
    algorithm, digits = _read(stated)
    if not algorithm:
        severity = Severity.WARNING
        yield Problem("hash-count", place, {"wanted": stated}, hint="unknown", severity=severity)
        return
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, lambda: hashlib.new(algorithm, usedforsecurity=False))
    if digest.hexdigest() != digits:
        values = {"algorithm": algorithm, "wanted": digits, "found": digest.hexdigest()}
        yield Problem("hash-count", place, values)


def _read(stated: str) -> tuple[str, str]:
    """Return algorithm and digits; nothing where no algorithm makes such a hash."""
    shaped = _HASH.fullmatch(stated.strip())
    if not shaped:
        return "", ""
    digits = shaped[2].lower()
    named = (shaped[1] or "").lower().replace("-", "")
    by_length = {length: name for name, length in _ALGORITHMS.items()}
    algorithm = named or by_length.get(len(digits), "")
    return (algorithm, digits) if _ALGORITHMS.get(algorithm) == len(digits) else ("", "")
