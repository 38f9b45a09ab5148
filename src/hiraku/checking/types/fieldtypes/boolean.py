"""Truth values: `true` and `false`, or the texts that the field declares."""

from collections.abc import Sequence
from typing import Any

from hiraku.checking.types.field_type import Excel, FieldType, Order
from hiraku.languages import Message
from hiraku.model import Field
from hiraku.sql import any_of


def _acquits(column: str, field: Field) -> str:
    return any_of(column, certain_texts(field))


def certain_texts(field: Field) -> tuple[str, ...]:
    """Return the texts that are surely truth values: `true`, `false`, or what the field states."""
    return *_texts(field, "trueValues"), *_texts(field, "falseValues")


def _sound(field: Field, _low: str | None, _high: str | None) -> str | None:
    stated = {"trueValues", "falseValues"} & set(field.descriptor)
    return None if stated else "true|false"


def _canonical(value: Any, text: str, field: Field) -> str:
    key = "trueValues" if value else "falseValues"
    allowed = _texts(field, key)
    return text if text in allowed else allowed[0]


def _convicts(column: str, field: Field) -> str:
    true, false = _spellings(column, field)
    return f"NOT ({true} OR {false})"


def _spellings(column: str, field: Field) -> tuple[str, str]:
    """Hold where the standard, or the field, takes a text for true, and where for false."""
    true, false = spellings(field)
    return any_of(column, true), any_of(column, false)


def spellings(field: Field) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the texts that the standard, or the field, takes for true, and those for false."""
    stated = field.descriptor
    true = stated.get("trueValues", ("true", "True", "TRUE", "1"))
    false = stated.get("falseValues", ("false", "False", "FALSE", "0"))
    return tuple(true), tuple(false)


def _compared(column: str, field: Field) -> str:
    true, false = _spellings(column, field)
    return f"CASE WHEN {true} THEN 'true' WHEN {false} THEN 'false' ELSE {column} END"


def _value(column: str, field: Field) -> str:
    return f"({any_of(column, _texts(field, 'trueValues'))})"


def _parquet_type(_field: Field, _measured: Sequence[int | None]) -> str:
    return "BOOLEAN"


def _json(value: str, _field: Field) -> str:
    return f"{value}::VARCHAR"


def _texts(field: Field, key: str) -> tuple[str, ...]:
    plain = {"trueValues": ("true",), "falseValues": ("false",)}
    return tuple(field.descriptor.get(key, plain[key]))


field_type = FieldType(
    title=Message("types.boolean"),
    acquits=_acquits,
    sound=_sound,
    convicts=_convicts,
    canonical=_canonical,
    compared=_compared,
    value=_value,
    parquet_type=_parquet_type,
    json=_json,
    wrong_example=Message("examples.no-boolean"),
    order=Order.OF_TEXTS,
    constraints=frozenset(),
    members_are_texts=False,
    members_are_cells=False,
    json_kind="boolean",
    csvw="boolean",
    croissant="sc:Boolean",
    excel=Excel.TRUTH,
)
