"""GeoJSON geometries and features (RFC 7946), and TopoJSON.

Geometries are acquitted, and features whose properties are plain values. Collections, members
beyond the standard's and TopoJSON are left to the judge.
"""

from hiraku.checking.types.field_type import FieldType
from hiraku.checking.types.json_values.json_text import canonical_json, on_one_line
from hiraku.model import Field
from hiraku.sql import literal

_STRING = r'"([^"\\\x00-\x1f]|\\["\\/bfnrt])*"'
_NUMBER = r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,17})?"
_SCALAR = f"({_STRING}|{_NUMBER}|true|false|null)"


def _spaced(*parts: str) -> str:
    """Join parts of JSON between which there may be white space."""
    return r"[ \t\n\r]*".join(parts)


def _array(item: str, least: int = 1) -> str:
    more = _spaced("", ",", item)
    return _spaced(r"\[", f"{item}({more}){{{least - 1},}}", r"\]")


def _object(*members: str) -> str:
    inside = _spaced(*[part for member in members for part in (",", member)][1:])
    return _spaced(r"\{", inside, r"\}")


def _member(key: str, form: str) -> str:
    return _spaced(f'"{key}"', ":", form)


_POSITION = _spaced(r"\[", _NUMBER, ",", _NUMBER, r"\]")
_POLYGON = _array(_array(_POSITION, 4))
_COORDINATES = {
    "Point": _POSITION,
    "MultiPoint": _array(_POSITION),
    "LineString": _array(_POSITION, 2),
    "MultiLineString": _array(_array(_POSITION, 2)),
    "Polygon": _POLYGON,
    "MultiPolygon": _array(_POLYGON),
}
_GEOMETRIES = [
    _object(*order)
    for kind, form in _COORDINATES.items()
    for members in [(_member("type", f'"{kind}"'), _member("coordinates", form))]
    for order in (members, members[::-1])
]
_GEOMETRY = f"({'|'.join(_GEOMETRIES)})"
_PAIR = _spaced(_STRING, ":", _SCALAR)
_PROPERTIES = _spaced(r"\{", f"({_PAIR}({_spaced('', ',', _PAIR)})*)?", r"\}")
_FEATURES = [
    _object(_member("type", '"Feature"'), *order)
    for members in [
        (
            _member("geometry", f"({_GEOMETRY}|null)"),
            _member("properties", f"({_PROPERTIES}|null)"),
        )
    ]
    for order in (members, members[::-1])
]
_FORM = f"{_GEOMETRY}|{'|'.join(_FEATURES)}"


def _acquits(column: str, field: Field) -> str:
    if field.format != "default":
        return "false"
    return f"regexp_full_match({column}, {literal(_FORM)})"


field_type = FieldType(
    title="GeoJSON",
    acquits=_acquits,
    canonical=canonical_json,
    json=on_one_line,
    constraints=frozenset(),
    members_are_texts=False,
    members_are_cells=False,
    json_kind="object",
    csvw="json",
    croissant="",
)
