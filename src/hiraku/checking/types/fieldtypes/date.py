"""Calendar dates, ISO 8601: 2022-08-31, or in the pattern that the field declares."""

from collections.abc import Sequence
from typing import Any

from hiraku.checking.types.comparison import as_texts
from hiraku.checking.types.field_type import Excel, FieldType, Order
from hiraku.checking.types.plain.digit_ranges import dates
from hiraku.checking.types.strptime import pattern
from hiraku.languages import Message
from hiraku.model import Field
from hiraku.sql import literal

_FOREIGN = r"[\p{L}./,:]"


def _acquits(column: str, field: Field) -> str:
    if field.format in {"default", "any"}:
        # Other years than 1 to 9999, and what has no end, are written longer or shorter.
        return f"(strlen({column}) = 10 AND TRY_CAST({column} AS DATE)::VARCHAR = {column})"
    read = pattern("date", field.format)
    return f"({read.date(column)} >= DATE '0001-01-01')" if read else "false"


def _convicts(column: str, field: Field) -> str:
    """Hold where a sign stands that no ISO date has, or where such a day does not exist."""
    if field.format != "default":
        return "false"
    foreign = f"regexp_matches({column}, {literal(_FOREIGN)})"
    shaped = f"regexp_full_match({column}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')"
    return f"{foreign} OR {column} = '' OR ({shaped} AND TRY_CAST({column} AS DATE) IS NULL)"


def _sound(field: Field, low: str | None, high: str | None) -> str | None:
    return dates(low, high) if field.format == "default" else None


def _canonical(value: Any, text: str, field: Field) -> str:
    """Return the ISO date, or the text where it is as the declared pattern writes it."""
    if field.format in {"default", "any"}:
        return str(value.isoformat())
    read = pattern("date", field.format)
    return text if not read or read.fits(text) else str(value.strftime(field.format))


def _compared(column: str, field: Field) -> str:
    """Compare days, as ISO writes them; what only the judge can read is compared as it stands."""
    known = {"default": ("%Y-%m-%d",), "any": ("%Y-%m-%d", "%Y/%m/%d")}
    forms = [pattern("date", form) for form in known.get(field.format, (field.format,))]
    days = [f"{form.date(column)}::VARCHAR" for form in forms if form]
    iso = f"strlen({column}) = 10 AND {column}[5] = '-'" if field.format in known else "false"
    return f"CASE WHEN {iso} THEN {column} ELSE coalesce({', '.join((*days, column))}) END"


def _value(column: str, field: Field) -> str:
    """Return a DATE; the text itself where the pattern is only the judge's to read."""
    if field.format in {"default", "any"}:
        return f"TRY_CAST({column} AS DATE)"
    read = pattern("date", field.format)
    return read.date(column) if read else column


def _parquet_type(field: Field, _measured: Sequence[int | None]) -> str:
    known = field.format in {"default", "any"} or pattern("date", field.format)
    return "DATE" if known else "VARCHAR"


def _json(value: str, _field: Field) -> str:
    return f"to_json({value}::VARCHAR)::VARCHAR"


field_type = FieldType(
    title=Message("types.date"),
    acquits=_acquits,
    sound=_sound,
    convicts=_convicts,
    exact=True,
    canonical=_canonical,
    compared=_compared,
    value=_value,
    parquet_type=_parquet_type,
    json=_json,
    wrong_example=Message("examples.no-date"),
    date_parts=3,
    period=True,
    order=Order.OF_VALUES,
    filled_from_today=True,
    compares=as_texts("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    json_shape={"format": "date"},
    csvw="date",
    croissant="sc:Date",
    excel=Excel.DATE,
)
