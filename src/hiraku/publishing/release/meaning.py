"""What the texts of a published CSV mean by the schema beside them, read once more.

They are read here in Python and not by the SQL that wrote the other files, so that a slip of one is
not repeated by the other. Numbers are compared by their digits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from hiraku.checking.types.strptime import pattern


class Meaning(Struct, frozen=True):
    """How the texts of a field are read; `descriptor` is the field's in the Table Schema."""

    descriptor: Mapping[str, Any] = field(default_factory=dict)
    missing: frozenset[str] = frozenset({""})

    @property
    def type(self) -> str:
        return str(self.descriptor.get("type", "any"))

    def texts(self, key: str, otherwise: str) -> list[str]:
        return list(self.descriptor.get(key, [otherwise]))

    @property
    def item(self) -> Meaning:
        """How an item of a list is read."""
        kind = self.descriptor.get("itemType", "string")
        return Meaning({"type": kind}, missing=frozenset())


def meanings(table: Path) -> dict[str, Meaning]:
    stem = "schema.json" if table.name == "data.csv" else f"{table.stem}.schema.json"
    path = table.with_name(stem)
    if not path.is_file():
        return {}
    schema = json.loads(path.read_text(encoding="utf-8"))
    general = schema.get("missingValues", [""])
    return {
        field["name"]: Meaning(field, _values(field.get("missingValues", general)))
        for field in schema["fields"]
    }


def _values(stated: list[Any]) -> frozenset[str]:
    return frozenset(value if isinstance(value, str) else value["value"] for value in stated)


def same(text: str, value: object, meaning: Meaning) -> bool:
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
    return value == plain(text, meaning)


def alike(text: str, value: object, meaning: Meaning) -> bool:
    """Compare as `same` does; numbers may have further zeros, moments a space for their T."""
    try:
        return same(text, value, meaning) or _alike(text, value, meaning)
    except (ValueError, ArithmeticError):
        return False


def _alike(text: str, value: object, meaning: Meaning) -> bool:
    if text in meaning.missing:
        return False
    if isinstance(value, list) and meaning.type == "list":
        items, item = text.split(_delimiter(meaning)), meaning.item
        return len(items) == len(value) and all(
            alike(*pair, item) for pair in zip(items, value, strict=True)
        )
    read = _MOMENTS.get(meaning.type, Decimal if meaning.type in _NUMBERS else None)
    return bool(read and isinstance(value, str) and read(plain(text, meaning)) == read(value))


def _same_items(text: str, value: object, meaning: Meaning) -> bool:
    items = text.split(_delimiter(meaning))
    if not isinstance(value, list) or len(items) != len(value):
        return False
    return all(same(*pair, meaning.item) for pair in zip(items, value, strict=True))


def _delimiter(meaning: Meaning) -> str:
    return str(meaning.descriptor.get("delimiter", ","))


_NUMBERS = {"integer", "number", "year"}
_FORMS = {"groupChar", "decimalChar", "bareNumber"}
_MOMENTS: dict[str, Callable[[str], object]] = {
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "datetime": datetime.fromisoformat,
}


def _patterned(meaning: Meaning) -> bool:
    """Tell whether a pattern of the field's own was read; one that only the judge reads is not."""
    stated = meaning.descriptor.get("format", "default")
    return stated not in {"default", "any"} and pattern(meaning.type, stated) is not None


def _part(moment: datetime, kind: str) -> date | time:
    if kind == "date":
        return moment.date()
    return moment.time() if kind == "time" else moment


def plain(text: str, meaning: Meaning) -> str:
    """Return a number in the form of JSON, where the schema says that it has a form of its own."""
    if meaning.type == "year":
        return str(int(text))
    return _digits(text, meaning.descriptor) if _FORMS & set(meaning.descriptor) else text


def _digits(text: str, stated: Mapping[str, Any]) -> str:
    """Take out group marks, write the point as a point, leave signs of units away."""
    plain = text.replace(stated.get("groupChar") or "\0", "")
    plain = plain.replace(stated.get("decimalChar") or ".", ".")
    match = re.search(r"-?[0-9]+(\.[0-9]+)?", plain)
    return match[0] if match else plain
