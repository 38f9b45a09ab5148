"""Calendar years of four digits: 2022."""

from collections.abc import Sequence
from typing import Any

from hiraku.checking.types.comparison import as_texts
from hiraku.checking.types.field_type import Excel, FieldType, Order
from hiraku.checking.types.plain.digit_ranges import years
from hiraku.languages import Message
from hiraku.model import Field
from hiraku.sql import literal

_FOREIGN = r"[\p{L}.,/]"


def _acquits(column: str, _field: Field) -> str:
    return f"regexp_full_match({column}, '[1-9][0-9]{{3}}')"


def _convicts(column: str, _field: Field) -> str:
    return f"length({column}) <> 4 OR regexp_matches({column}, {literal(_FOREIGN)})"


def _sound(field: Field, low: str | None, high: str | None) -> str | None:
    return years(low, high) if field.format == "default" else None


def _canonical(value: Any, _text: str, _field: Field) -> str:
    return f"{value:04d}"


def _value(column: str, _field: Field) -> str:
    return f"TRY_CAST({column} AS SMALLINT)"


def _parquet_type(_field: Field, _measured: Sequence[int | None]) -> str:
    return "SMALLINT"


def _json(value: str, _field: Field) -> str:
    return f"{value}::VARCHAR"


field_type = FieldType(
    title=Message("types.year"),
    acquits=_acquits,
    sound=_sound,
    convicts=_convicts,
    exact=True,
    canonical=_canonical,
    value=_value,
    parquet_type=_parquet_type,
    json=_json,
    wrong_example=Message("examples.no-year"),
    numeric=True,
    date_parts=1,
    period=True,
    order=Order.OF_VALUES,
    compares=as_texts("[1-9][0-9]{3}"),
    json_kind="integer",
    csvw="gYear",
    croissant="sc:Integer",
    excel=Excel.NUMBER,
)
