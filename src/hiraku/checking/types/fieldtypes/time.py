"""Times of day, ISO 8601: 13:30:00, or in the pattern that the field declares.

The value is ISO text: no type of SQL or Parquet holds an offset beside a time.
"""

from collections.abc import Sequence
from typing import Any

from hiraku.checking.types.comparison import as_texts
from hiraku.checking.types.field_type import Excel, FieldType, Order
from hiraku.checking.types.strptime import pattern
from hiraku.languages import Message
from hiraku.model import Field
from hiraku.sql import literal

_SHIFTED = "^([0-9:]{8}(?:[.][0-9]{1,6})?)(?:Z|([+-])([0-9]{2}):?([0-9]{2}))$"
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"


def _acquits(column: str, field: Field) -> str:
    if field.format == "default":
        return f"regexp_full_match({column}, '{_CLOCK}')"
    read = pattern("time", field.format)
    return read.matches(column) if read else "false"


def _sound(field: Field, low: str | None, high: str | None) -> str | None:
    return _CLOCK if field.format == "default" and low is high is None else None


def _canonical(value: Any, text: str, field: Field) -> str:
    """Return the ISO time, or the text where it is as the declared pattern writes it."""
    if field.format in {"default", "any"}:
        return str(value.isoformat())
    read = pattern("time", field.format)
    return text if not read or read.fits(text) else str(value.strftime(field.format))


def _compared(column: str, field: Field) -> str:
    """Compare times of day as ISO writes them, those with an offset in UTC; the rest as it stands.

    In UTC they may lie before the day or after it, where no other time is equal to them.
    """
    iso = field.format in {"default", "any"}
    local = [f"TRY_CAST({column} AS TIME)"] if iso else []
    forms = ["%H:%M"] if field.format == "any" else [] if iso else [field.format]
    local += [read.time(column) for form in forms if (read := pattern("time", form))]
    ways = [f"{clock}::VARCHAR" for clock in local]
    shifted = f"regexp_full_match({column}, {literal(_SHIFTED)})"
    known = f"coalesce({', '.join((*ways, column))})"
    return f"CASE WHEN {shifted} THEN {_utc(column)} ELSE {known} END" if iso else known


def _utc(column: str) -> str:
    """Return SQL of the microseconds of a time with an offset, in UTC."""
    clock, sign, hours, minutes = (
        f"regexp_extract({column}, {literal(_SHIFTED)}, {group})" for group in range(1, 5)
    )
    number = "coalesce(TRY_CAST({} AS BIGINT), 0) * {}".format
    offset = f"({number(hours, 3600)} + {number(minutes, 60)}) * 1000000"
    before = f"CASE WHEN {sign} = '-' THEN {offset} ELSE -({offset}) END"
    return f"(epoch_us(TRY_CAST({clock} AS TIME)) + {before})::VARCHAR || 'Z'"


def _value(column: str, field: Field) -> str:
    read = None if field.format in {"default", "any"} else pattern("time", field.format)
    return f"{read.time(column)}::VARCHAR" if read else column


def _measures(value: str, _field: Field) -> tuple[str, ...]:
    """Tell whether it is a text that a TIME does not hold: one with an offset, or another's."""
    return (f"(NOT regexp_full_match({value}, '[0-9:]{{8}}(\\.[0-9]{{1,6}})?'))::BIGINT",)


def _parquet_type(_field: Field, measured: Sequence[int | None]) -> str:
    return "VARCHAR" if measured[0] else "TIME"


field_type = FieldType(
    title=Message("types.time"),
    acquits=_acquits,
    sound=_sound,
    canonical=_canonical,
    compared=_compared,
    value=_value,
    measures=_measures,
    parquet_type=_parquet_type,
    wrong_example=Message("examples.no-time"),
    order=Order.OF_VALUES,
    compares=as_texts("[0-9]{2}:[0-9]{2}:[0-9]{2}"),
    json_shape={"pattern": f"^{_CLOCK}(\\.[0-9]{{1,6}})?$"},
    csvw="time",
    excel=Excel.TIME,
)
