"""Points: longitude and latitude, as `lon, lat` or as JSON."""

import re
from collections.abc import Sequence
from typing import Any

from hiraku.checking.types.json_text import is_standard
from hiraku.languages import Message
from hiraku.model import Field

title = Message("types.geopoint")
json_type = ("string", "array", "object")

_DEGREES = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_PAIR = re.compile(rf"{_DEGREES}, ?{_DEGREES}")


_FRACTION = r"(\.[0-9]{1,15})?"
_LON = rf"-?(180(\.0{{1,15}})?|(1[0-7][0-9]|[1-9]?[0-9]){_FRACTION})"
_LAT = rf"-?(90(\.0{{1,15}})?|[1-8]?[0-9]{_FRACTION})"
_FORMS = {
    "default": f"{_LON}, ?{_LAT}",
    "array": rf"\[ *{_LON} *, *{_LAT} *\]",
    "object": rf'\{{ *"lon" *: *{_LON} *, *"lat" *: *{_LAT} *\}}'
    rf'|\{{ *"lat" *: *{_LAT} *, *"lon" *: *{_LON} *\}}',
}


def acquits(column: str, field: Field) -> str:
    form = _FORMS.get(field.format)
    return f"regexp_full_match({column}, '{form}')" if form else "false"


def canonical(value: Any, text: str, field: Field) -> str:
    if field.format != "default":
        return text if is_standard(text) else ""
    return text if _PAIR.fullmatch(text) else f"{value.lon:f},{value.lat:f}"


def value(column: str, field: Field) -> str:
    del field
    return column


def measures(value: str, field: Field) -> tuple[str, ...]:
    del value, field
    return ()


def parquet_type(field: Field, measured: Sequence[int | None]) -> str:
    del field, measured
    return "VARCHAR"


def json(value: str, field: Field) -> str:
    if field.format != "default":
        return f"translate({value}, chr(10) || chr(13), '  ')"
    return f"to_json({value})::VARCHAR"
