"""What a field refuses: for each of its rules a text that breaks just that, by construction."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import islice

from msgspec import Struct

from hiraku.checking.types.field_type import type_of
from hiraku.model import Field, Schema, Text

_OTHER = "その他（例）"
REQUIRED = Text("必須の項目が空欄です", "a required cell is empty")
NO_CHOICE = Text("選択肢にない値です", "it is none of the choices")
TOO_SMALL = Text("最小値より小さい値です", "it is below the minimum")
TOO_LARGE = Text("最大値より大きい値です", "it is above the maximum")
TYPE = Text("決められた型の値ではありません", "it is no value of the type")


class Counterexample(Struct, frozen=True):
    """A cell that would be refused: its field, its text, why, and the finding that names it."""

    field: Field
    text: str
    reason: Text
    finding: str


def counterexamples(schema: Schema) -> Iterator[Counterexample]:
    """Yield one empty cell for all fields that are required, then what each field refuses."""
    empty = (each for each in schema.fields if each.required and "" in _missing(each))
    yield from (Counterexample(each, "", REQUIRED, "constraint-error") for each in islice(empty, 1))
    for field in schema.fields:
        yield from _of_field(field)


def _missing(field: Field) -> set[str]:
    return {each.value for each in field.missing_values}


def _of_field(field: Field) -> Iterator[Counterexample]:
    rules, known = field.constraints, type_of(field)
    if known.wrong_example and field.format == "default" and _plain(field):
        yield Counterexample(field, known.wrong_example, TYPE, "type-error")
    elif "enum" in rules and "pattern" in known.constraints and _OTHER not in rules["enum"]:
        yield Counterexample(field, _OTHER, NO_CHOICE, "constraint-error")
    for key, step, reason in (("minimum", -1, TOO_SMALL), ("maximum", 1, TOO_LARGE)):
        beyond = _beyond(field, key, step)
        if beyond is not None and beyond not in _missing(field):
            yield Counterexample(field, beyond, reason, "constraint-error")


def _plain(field: Field) -> bool:
    return not {"bareNumber", "groupChar", "trueValues", "falseValues"} & set(field.descriptor)


def _beyond(field: Field, key: str, step: int) -> str | None:
    """Return the number one step beyond a bound; of other types none is made."""
    if key not in field.constraints or not type_of(field).quantity:
        return None
    try:
        return f"{Decimal(str(field.constraints[key])) + step:f}"
    except InvalidOperation:
        return None
