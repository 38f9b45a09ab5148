"""Truth values: `true` and `false`, or the texts that the field declares."""

from collections.abc import Sequence
from typing import Any

from hiraku.checking.types.field_type import Excel, FieldType, Order
from hiraku.checking.types.truth_values import certain_texts, spellings, stated
from hiraku.languages import Message
from hiraku.model import Field
from hiraku.sql import any_of


def _acquits(column: str, field: Field) -> str:
    return any_of(column, certain_texts(field))


def _sound(field: Field, _low: str | None, _high: str | None) -> str | None:
    own = {"trueValues", "falseValues"} & set(field.descriptor)
    return None if own else "true|false"


def _canonical(value: Any, text: str, field: Field) -> str:
    key = "trueValues" if value else "falseValues"
    allowed = stated(field, key)
    return text if text in allowed else allowed[0]


def _convicts(column: str, field: Field) -> str:
    true, false = _spellings(column, field)
    return f"NOT ({true} OR {false})"


def _spellings(column: str, field: Field) -> tuple[str, str]:
    """Hold where the standard, or the field, takes a text for true, and where for false."""
    true, false = spellings(field)
    return any_of(column, true), any_of(column, false)


def _compared(column: str, field: Field) -> str:
    true, false = _spellings(column, field)
    return f"CASE WHEN {true} THEN 'true' WHEN {false} THEN 'false' ELSE {column} END"


def _value(column: str, field: Field) -> str:
    return f"({any_of(column, stated(field, 'trueValues'))})"


def _parquet_type(_field: Field, _measured: Sequence[int | None]) -> str:
    return "BOOLEAN"


def _json(value: str, _field: Field) -> str:
    return f"{value}::VARCHAR"


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
