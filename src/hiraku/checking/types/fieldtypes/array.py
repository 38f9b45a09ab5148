"""JSON arrays."""

from hiraku.checking.types.json_values.json_type import json_type
from hiraku.model import Field


def _length(column: str, _field: Field) -> str:
    return f"TRY(json_array_length({column}))"


field_type = json_type("array", "[", _length)
