"""Points: longitude and latitude, as `lon, lat` or as JSON. The judge decides every cell."""

import re
from collections.abc import Sequence
from typing import Any

from hiraku.checking.json_text import is_standard
from hiraku.model import Field, Text

title = Text("地点（経度, 緯度）", "a point: longitude, latitude")
json_type = ("string", "array", "object")

_DEGREES = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_PAIR = re.compile(rf"{_DEGREES}, ?{_DEGREES}")


def acquits(column: str, field: Field) -> str:
    del column, field
    return "false"


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
