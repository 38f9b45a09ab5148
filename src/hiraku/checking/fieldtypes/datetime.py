"""Dates with a time, ISO 8601: 2022-08-31T13:30:00, with Z or an offset where it is known."""

import re
from typing import Any

from hiraku.model import Field, Text

title = Text("日時（2022-08-31T13:30:00 の形）", "a date and time such as 2022-08-31T13:30:00")

_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


def acquits(column: str, field: Field) -> str:
    if field.format != "default":
        return "false"
    shaped = "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    day = f"TRY_CAST(left({column}, 10) AS DATE) IS NOT NULL"
    return f"(regexp_full_match({column}, '{shaped}') AND {column} >= '0001' AND {day})"


def canonical(value: Any, text: str, field: Field) -> str:
    if field.format not in {"default", "any"} or _ISO.fullmatch(text):
        return text
    return str(value.isoformat()).replace("+00:00", "Z")


def json(column: str, field: Field) -> str:
    del field
    return f"to_json({column})::VARCHAR"
