"""Points: longitude and latitude, as `lon, lat` or as JSON."""

import re
from typing import Any

from hiraku.checking.types.field_type import FieldType, json_string
from hiraku.checking.types.json_values.json_text import is_standard, on_one_line
from hiraku.languages import Message
from hiraku.model import Field

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


def _acquits(column: str, field: Field) -> str:
    form = _FORMS.get(field.format)
    return f"regexp_full_match({column}, '{form}')" if form else "false"


def _canonical(value: Any, text: str, field: Field) -> str:
    if field.format != "default":
        return text if is_standard(text) else ""
    return text if _PAIR.fullmatch(text) else f"{value.lon:f},{value.lat:f}"


def _compared(column: str, field: Field) -> str:
    """Compare degrees: 136.50 and 136.5 are one. Objects of JSON are compared as they stand."""
    if field.format not in {"default", "array"}:
        return column
    numbers = f"regexp_extract_all({column}, '-?[0-9.]+')"
    degrees = f"list_transform({numbers}, lambda part: TRY_CAST(part AS DECIMAL(18, 15))::VARCHAR)"
    usual, key = _acquits(column, field), f"array_to_string({degrees}, ',')"
    return f"CASE WHEN {usual} THEN {key} ELSE {column} END"


def _json(value: str, field: Field) -> str:
    if field.format != "default":
        return on_one_line(value, field)
    return json_string(value, field)


field_type = FieldType(
    title=Message("types.geopoint"),
    acquits=_acquits,
    canonical=_canonical,
    compared=_compared,
    json=_json,
    constraints=frozenset(),
    members_are_texts=False,
)
