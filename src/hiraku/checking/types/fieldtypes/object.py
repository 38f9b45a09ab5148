"""JSON objects."""

from hiraku.checking.types.field_type import FieldType
from hiraku.checking.types.json_text import canonical_json, certain, on_one_line
from hiraku.model import Field, Text


def _acquits(column: str, _field: Field) -> str:
    return certain(column, "{")


field_type = FieldType(
    title=Text("JSON のオブジェクト", "a JSON object"),
    acquits=_acquits,
    canonical=canonical_json,
    json=on_one_line,
)
