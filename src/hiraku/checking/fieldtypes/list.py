"""Lists of values with a delimiter between them. The judge decides every cell."""

from typing import Any

from hiraku.model import Field, Text

title = Text("区切られた値の並び", "a delimited list")


def acquits(column: str, field: Field) -> str:
    del column, field
    return "false"


def canonical(value: Any, text: str, field: Field) -> str:
    del value, field
    return text


def json(column: str, field: Field) -> str:
    del field
    return f"to_json({column})::VARCHAR"
