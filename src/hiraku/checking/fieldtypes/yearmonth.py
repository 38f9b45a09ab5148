"""Months of a year: 2022-08."""

from typing import Any

from hiraku.model import Field, Text

title = Text("年月（2022-08 の形）", "a month such as 2022-08")


def acquits(column: str, field: Field) -> str:
    del field
    return f"regexp_full_match({column}, '[1-9][0-9]{{3}}-(0[1-9]|1[0-2])')"


def canonical(value: Any, text: str, field: Field) -> str:
    del text, field
    year, month = value
    return f"{year:04d}-{month:02d}"


def json(column: str, field: Field) -> str:
    del field
    return f"to_json({column})::VARCHAR"
