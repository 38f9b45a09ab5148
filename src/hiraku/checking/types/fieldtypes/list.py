"""Lists of values with a delimiter between them; each is of one type in its default format."""

from collections.abc import Sequence
from typing import Any

from hiraku.checking.types.field_type import FieldType, Holds, Read, field_types
from hiraku.checking.types.list_items import delimiter, items
from hiraku.languages import Message
from hiraku.model import Field


def _acquits(column: str, field: Field) -> str:
    """Hold where each item is certainly a value of its type."""
    kind, item = _item(field)
    sound = kind.acquits("item", item)
    if sound == "true":
        return "true"
    doubtful = f"list_filter({items(column, field)}, lambda item: NOT coalesce({sound}, false))"
    return f"len({doubtful}) = 0"


def _canonical(value: Any, text: str, field: Field) -> str:
    """Return the items in the canonical form of their type."""
    kind, item = _item(field)
    mark = delimiter(field)
    texts = text.split(mark)
    pairs = zip(value, texts, strict=True)
    return mark.join(kind.canonical(part, own, item) for part, own in pairs)


def _value(column: str, field: Field) -> str:
    kind, item = _item(field)
    split = items(column, field)
    own = kind.value("item", item)
    return split if own == "item" else f"list_transform({split}, lambda item: {own})"


def _measures(value: str, field: Field) -> tuple[str, ...]:
    kind, item = _item(field)
    measures = kind.measures("item", item)
    return tuple(
        f"list_max(list_transform({value}, lambda item: {measure}))" for measure in measures
    )


def _parquet_type(field: Field, measured: Sequence[int | None]) -> str:
    kind, item = _item(field)
    return f"{kind.parquet_type(item, measured)}[]"


def _json(value: str, field: Field) -> str:
    kind, item = _item(field)
    texts = f"list_transform({value}, lambda item: {kind.json('item', item)})"
    return f"'[' || array_to_string({texts}, ',') || ']'"


def _item(field: Field) -> tuple[FieldType, Field]:
    """Return the items' type and a field of their own, with that type's default format."""
    name = str(field.descriptor.get("itemType", "string"))
    return field_types()[name], Field(field.name, name, field.title)


def _length(column: str, field: Field) -> str:
    return f"len({items(column, field)})"


def _is_member(wanted: list[Any], read: Read) -> Holds:
    members = [read(member) for member in wanted]
    return lambda value: value in members


field_type = FieldType(
    title=Message("types.list"),
    acquits=_acquits,
    canonical=_canonical,
    value=_value,
    measures=_measures,
    parquet_type=_parquet_type,
    json=_json,
    constraints=frozenset({"minLength", "maxLength"}),
    length=_length,
    members_are_texts=False,
    members_are_cells=False,
    own_constraints={"enum": _is_member},
    json_kind="array",
)
