"""Anything: every text is valid."""

from typing import Any

from hiraku.model import Field, Text

title = Text("何でも", "anything")


def acquits(column: str, field: Field) -> str:
    del column, field
    return "true"


def canonical(value: Any, text: str, field: Field) -> str:
    del value, field
    return text


def json(column: str, field: Field) -> str:
    del field
    return f"to_json({column})::VARCHAR"
