"""Times of day, ISO 8601: 13:30:00."""

from typing import Any

from hiraku.model import Field, Text

title = Text("時刻（13:30:00 の形）", "a time such as 13:30:00")


def acquits(column: str, field: Field) -> str:
    if field.format != "default":
        return "false"
    return f"regexp_full_match({column}, '([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]')"


def canonical(value: Any, text: str, field: Field) -> str:
    return str(value.isoformat()) if field.format in {"default", "any"} else text


def json(column: str, field: Field) -> str:
    del field
    return f"to_json({column})::VARCHAR"
