"""Lists of values with a delimiter between them; each is of one type in its default format."""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from hiraku.languages import Message
from hiraku.model import Field
from hiraku.registry import entries
from hiraku.sql import literal

title = Message("types.list")
json_type = ("array",)


def acquits(column: str, field: Field) -> str:
    """Hold where each item is certainly a value of its type."""
    kind, item = _item(field)
    sound = kind.acquits("item", item)
    if sound == "true":
        return "true"
    doubtful = f"list_filter({items(column, field)}, lambda item: NOT coalesce({sound}, false))"
    return f"len({doubtful}) = 0"


def canonical(value: Any, text: str, field: Field) -> str:
    """Return the items in the canonical form of their type."""
    kind, item = _item(field)
    delimiter = _delimiter(field)
    texts = text.split(delimiter)
    pairs = zip(value, texts, strict=True)
    return delimiter.join(kind.canonical(each, own, item) for each, own in pairs)


def value(column: str, field: Field) -> str:
    kind, item = _item(field)
    split = items(column, field)
    own = kind.value("item", item)
    return split if own == "item" else f"list_transform({split}, lambda item: {own})"


def measures(value: str, field: Field) -> tuple[str, ...]:
    kind, item = _item(field)
    found = kind.measures("item", item)
    return tuple(f"list_max(list_transform({value}, lambda item: {each}))" for each in found)


def parquet_type(field: Field, measured: Sequence[int | None]) -> str:
    kind, item = _item(field)
    return f"{kind.parquet_type(item, measured)}[]"


def json(value: str, field: Field) -> str:
    kind, item = _item(field)
    items = f"list_transform({value}, lambda item: {kind.json('item', item)})"
    return f"'[' || array_to_string({items}, ',') || ']'"


def items(column: str, field: Field) -> str:
    """Return SQL of the texts of the items."""
    return f"string_split({column}, {literal(_delimiter(field))})"


def _item(field: Field) -> tuple[ModuleType, Field]:
    """Return the items' type and a field of their own, with that type's default format."""
    name = str(field.descriptor.get("itemType", "string"))
    return entries("hiraku.checking.types.fieldtypes")[name], Field(field.name, name, field.title)


def _delimiter(field: Field) -> str:
    return str(field.descriptor.get("delimiter", ","))
