"""What a field refuses: for each of its rules a text that breaks just that, by construction."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import islice

from msgspec import Struct

from hiraku.checking.types.field_type import type_of
from hiraku.languages import Message, say
from hiraku.model import Field, Schema

REQUIRED = Message("examples.required")
NO_CHOICE = Message("examples.no-choice")
TOO_SMALL = Message("examples.too-small")
TOO_LARGE = Message("examples.too-large")
TYPE = Message("examples.type")


class Counterexample(Struct, frozen=True):
    """A cell that would be refused: its field, its text, why, and the finding that names it."""

    field: Field
    text: str
    reason: Message
    finding: str


def counterexamples(schema: Schema, code: str) -> Iterator[Counterexample]:
    """Yield an empty cell for all fields that are required, then what each field refuses."""
    empty = (
        required for required in schema.fields if required.required and "" in _missing(required)
    )
    yield from (
        Counterexample(required, "", REQUIRED, "constraint-error") for required in islice(empty, 1)
    )
    for field in schema.fields:
        yield from _of_field(field, code)


def _missing(field: Field) -> set[str]:
    return {missing.value for missing in field.missing_values}


def _of_field(field: Field, code: str) -> Iterator[Counterexample]:
    rules, known = field.constraints, type_of(field)
    other = say(code, "examples.other")
    if known.wrong_example and field.format == "default" and _plain(field):
        yield Counterexample(field, known.wrong_example.in_language(code), TYPE, "type-error")
    elif "enum" in rules and "pattern" in known.constraints and other not in rules["enum"]:
        yield Counterexample(field, other, NO_CHOICE, "constraint-error")
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
