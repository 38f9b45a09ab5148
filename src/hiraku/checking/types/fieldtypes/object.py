"""JSON objects."""

from hiraku.checking.types.json_values.json_type import json_type
from hiraku.model import Field


def _length(column: str, _field: Field) -> str:
    """Count the keys."""
    return f"len(list_distinct(TRY(json_keys({column}))))"


field_type = json_type("object", "{", _length)
