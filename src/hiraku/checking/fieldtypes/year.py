"""Calendar years of four digits: 2022."""

from typing import Any

from hiraku.model import Field, Text

title = Text("年（2022 の形）", "a year such as 2022")


def acquits(column: str, field: Field) -> str:
    del field
    return f"regexp_full_match({column}, '[1-9][0-9]{{3}}')"


def canonical(value: Any, text: str, field: Field) -> str:
    del text, field
    return f"{value:04d}"


def json(column: str, field: Field) -> str:
    del field
    return column
