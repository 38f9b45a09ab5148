"""Does the JSON of a table say the same as its CSV, value for value, by the schema beside them?

The texts are read here once more, in Python and not by the SQL that wrote them, so that a slip of
one is not repeated by the other. Numbers are compared by their digits.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import zip_longest
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from hiraku.checking.types.strptime import pattern


def row_faults(objects: Iterable[Any], table: Path, name: str) -> Iterator[str]:
    """Yield where a row differs; `objects` have their numbers as texts. Both are read in step."""
    meanings = _meanings(table)
    with table.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        header = next(rows)
        read = [meanings.get(key, _Meaning()) for key in header]
        counted = [0, 0]
        for number, (row, value) in enumerate(zip_longest(rows, objects, fillvalue=_GONE), 2):
            counted = [counted[0] + (value is not _GONE), counted[1] + (row is not _GONE)]
            if _GONE in (row, value):
                continue
            alike = isinstance(value, dict) and list(value) == header
            if not alike or not all(map(_same, row, value.values(), read)):
                yield f"{name}: row {number} differs from {table.name}"
    if counted[0] != counted[1]:
        yield f"{name}: {counted[0]} ≠ {counted[1]}"


_GONE: Any = object()


class _Meaning(Struct, frozen=True):
    """How the texts of a field are read; `descriptor` is the field's in the Table Schema."""

    descriptor: Mapping[str, Any] = field(default_factory=dict)
    missing: frozenset[str] = frozenset({""})

    @property
    def type(self) -> str:
        return str(self.descriptor.get("type", "any"))

    def texts(self, key: str, otherwise: str) -> list[str]:
        return list(self.descriptor.get(key, [otherwise]))


def _meanings(table: Path) -> dict[str, _Meaning]:
    stem = "schema.json" if table.name == "data.csv" else f"{table.stem}.schema.json"
    path = table.with_name(stem)
    if not path.is_file():
        return {}
    schema = json.loads(path.read_text(encoding="utf-8"))
    general = schema.get("missingValues", [""])
    return {
        each["name"]: _Meaning(each, _values(each.get("missingValues", general)))
        for each in schema["fields"]
    }


def _values(stated: list[Any]) -> frozenset[str]:
    return frozenset(each if isinstance(each, str) else each["value"] for each in stated)


def _same(text: str, value: object, meaning: _Meaning) -> bool:
    if value is None or text in meaning.missing:
        return value is None and text in meaning.missing
    if meaning.type == "list":
        return _same_items(text, value, meaning)
    if isinstance(value, bool):
        return text in meaning.texts(
            *(("trueValues", "true") if value else ("falseValues", "false"))
        )
    if isinstance(value, dict | list):
        return bool(json.loads(text, parse_float=str, parse_int=str) == value)
    if read := _MOMENTS.get(meaning.type) if _patterned(meaning) else None:
        moment = datetime.strptime(text, meaning.descriptor["format"])  # noqa: DTZ007 - as it is written
        return isinstance(value, str) and read(value) == _part(moment, meaning.type)
    return value == _plain(text, meaning)


def _same_items(text: str, value: object, meaning: _Meaning) -> bool:
    stated = meaning.descriptor
    items = text.split(stated.get("delimiter", ","))
    if not isinstance(value, list) or len(items) != len(value):
        return False
    item = replace(meaning, descriptor={"type": stated.get("itemType", "string")}, missing=_NONE)
    return all(_same(*pair, item) for pair in zip(items, value, strict=True))


_NONE: frozenset[str] = frozenset()
_FORMS = {"groupChar", "decimalChar", "bareNumber"}
_MOMENTS: dict[str, Callable[[str], date | time]] = {
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "datetime": datetime.fromisoformat,
}


def _patterned(meaning: _Meaning) -> bool:
    """Tell whether a pattern of the field's own was read; one that only the judge reads is not."""
    stated = meaning.descriptor.get("format", "default")
    return stated not in {"default", "any"} and pattern(meaning.type, stated) is not None


def _part(moment: datetime, kind: str) -> date | time:
    if kind == "date":
        return moment.date()
    return moment.time() if kind == "time" else moment


def _plain(text: str, meaning: _Meaning) -> str:
    """Return a number in the form of JSON, where the schema says that it has a form of its own."""
    if meaning.type == "year":
        return str(int(text))
    return _digits(text, meaning.descriptor) if _FORMS & set(meaning.descriptor) else text


def _digits(text: str, stated: Mapping[str, Any]) -> str:
    """Take out group marks, write the point as a point, leave signs of units away."""
    plain = text.replace(stated.get("groupChar") or "\0", "")
    plain = plain.replace(stated.get("decimalChar") or ".", ".")
    found = re.search(r"-?[0-9]+(\.[0-9]+)?", plain)
    return found[0] if found else plain
