"""Months of a year: 2022-08."""

from typing import Any

from hiraku.checking.types.comparison import as_texts
from hiraku.checking.types.field_type import FieldType, Order
from hiraku.checking.types.plain.digit_ranges import years
from hiraku.languages import Message
from hiraku.model import Field


def _acquits(column: str, _field: Field) -> str:
    return f"regexp_full_match({column}, '[1-9][0-9]{{3}}-(0[1-9]|1[0-2])')"


def _sound(_field: Field, low: str | None, high: str | None) -> str | None:
    return f"{years(None, None)}-(?:0[1-9]|1[0-2])" if low is high is None else None


def _canonical(value: Any, _text: str, _field: Field) -> str:
    year, month = value
    return f"{year:04d}-{month:02d}"


def _compared(column: str, _field: Field) -> str:
    """Compare months: 2022-8 and 2022-08 are one."""
    year, month = (f"TRY_CAST(split_part({column}, '-', {part}) AS BIGINT)" for part in (1, 2))
    written = f"format('{{:04d}}-{{:02d}}', {year}, {month})"
    return f"CASE WHEN strlen({column}) = 7 THEN {column} ELSE coalesce({written}, {column}) END"


def _json(value: str, _field: Field) -> str:
    return f"'\"' || {value} || '\"'"


field_type = FieldType(
    title=Message("types.yearmonth"),
    acquits=_acquits,
    sound=_sound,
    canonical=_canonical,
    compared=_compared,
    json=_json,
    wrong_example=Message("examples.no-yearmonth"),
    date_parts=2,
    period=True,
    order=Order.OF_VALUES,
    compares=as_texts("[0-9]{4}-[0-9]{2}"),
    json_shape={"pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
    csvw="gYearMonth",
)
