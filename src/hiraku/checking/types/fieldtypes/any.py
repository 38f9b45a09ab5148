"""Anything: every text is valid, and is its own value."""

from hiraku.checking.types.field_type import FieldType, Order
from hiraku.languages import Message
from hiraku.model import Field


def _acquits(_column: str, _field: Field) -> str:
    return "true"


field_type = FieldType(
    title=Message("types.any"),
    free_text=True,
    acquits=_acquits,
    order=Order.OF_TEXTS,
    constraints=frozenset(),
    members_are_texts=False,
)
