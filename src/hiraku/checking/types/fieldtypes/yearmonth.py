"""Months of a year: 2022-08."""

from typing import Any

from hiraku.checking.types.field_type import FieldType
from hiraku.model import Field, Text


def _acquits(column: str, _field: Field) -> str:
    return f"regexp_full_match({column}, '[1-9][0-9]{{3}}-(0[1-9]|1[0-2])')"


def _canonical(value: Any, _text: str, _field: Field) -> str:
    year, month = value
    return f"{year:04d}-{month:02d}"


def _json(value: str, _field: Field) -> str:
    return f"'\"' || {value} || '\"'"


field_type = FieldType(
    title=Text("年月（2022-08 の形）", "a month such as 2022-08"),
    acquits=_acquits,
    canonical=_canonical,
    json=_json,
)
