"""GeoJSON geometries and features. The judge decides every cell."""

from typing import Any

from hiraku.checking.json_text import is_standard
from hiraku.model import Field, Text

title = Text("GeoJSON", "GeoJSON")


def acquits(column: str, field: Field) -> str:
    del column, field
    return "false"


def canonical(value: Any, text: str, field: Field) -> str:
    del value, field
    return text if is_standard(text) else ""


def json(column: str, field: Field) -> str:
    del field
    return f"translate({column}, chr(10) || chr(13), '  ')"
