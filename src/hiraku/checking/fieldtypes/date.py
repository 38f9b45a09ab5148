"""Calendar dates, ISO 8601: 2022-08-31."""

from typing import Any

from hiraku.model import Field, Text

title = Text("日付（2022-08-31 の形）", "a date such as 2022-08-31")


def acquits(column: str, field: Field) -> str:
    if field.format != "default":
        return "false"
    shaped = f"regexp_full_match({column}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')"
    return f"({shaped} AND {column} >= '0001' AND TRY_CAST({column} AS DATE) IS NOT NULL)"


def canonical(value: Any, text: str, field: Field) -> str:
    return str(value.isoformat()) if field.format in {"default", "any"} else text


def json(column: str, field: Field) -> str:
    del field
    return f"to_json({column})::VARCHAR"
