"""JSON arrays."""

from hiraku.checking.types.field_type import FieldType
from hiraku.checking.types.json_schema import fits
from hiraku.checking.types.json_text import canonical_json, certain, on_one_line
from hiraku.languages import Message
from hiraku.model import Field


def _acquits(column: str, _field: Field) -> str:
    return certain(column, "[")


def _length(column: str, _field: Field) -> str:
    return f"TRY(json_array_length({column}))"


field_type = FieldType(
    title=Message("types.array"),
    acquits=_acquits,
    canonical=canonical_json,
    json=on_one_line,
    constraints=frozenset({"minLength", "maxLength", "jsonSchema"}),
    length=_length,
    members_are_texts=False,
    members_are_cells=False,
    own_constraints={"jsonSchema": fits},
    json_kind="array",
    csvw="json",
    croissant="",
)
