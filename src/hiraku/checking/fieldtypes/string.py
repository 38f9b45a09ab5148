"""Any text; a format (email, uri, uuid, binary) is left to the judge."""

from typing import Any

from hiraku.model import Field, Text

title = Text("文字列", "text")


def acquits(column: str, field: Field) -> str:
    del column
    return "true" if field.format == "default" else "false"


def canonical(value: Any, text: str, field: Field) -> str:
    del value, field
    return text


def json(column: str, field: Field) -> str:
    del field
    return f"to_json({column})::VARCHAR"
