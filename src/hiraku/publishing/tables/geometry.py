"""Where the rows of a table are: which fields say so, and the geometry of each row.

A schema says it in one of these ways, the first that it has:

1. a field of type `geojson`: a geometry, or a Feature whose geometry is taken;
2. a field of type `geopoint`;
3. two fields of type `number` (or `integer`) for latitude and longitude, marked by their `rdfType`
   (`http://www.w3.org/2003/01/geo/wgs84_pos#lat` and `#long`), by the titles of the 自治体標準
   オープンデータセット, 緯度 and 経度, or by the names `latitude` and `longitude`.

Coordinates are longitude, latitude in WGS 84 (RFC 7946, 3.1.1 and 4), with the digits of the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from hiraku.checking.types.field_type import type_of
from hiraku.model import Field

WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_LATITUDE = (f"{WGS84}lat", "緯度", "latitude")
_LONGITUDE = (f"{WGS84}long", "経度", "longitude")
_FORMS = {"bareNumber", "groupChar", "decimalChar"}

Geometry = Callable[[Sequence[str]], str]


class Geography(Struct, frozen=True):
    """The positions of the fields that say where, in the order that `geometry` wants their texts.

    `geometry` makes a GeoJSON geometry of texts none of which is missing.
    """

    positions: tuple[int, ...]
    geometry: Geometry


def geography(fields: Sequence[Field]) -> Geography | None:
    """Return how the fields say where each row is; None where they do not."""
    for kind, geometry in (("geojson", _shape), ("geopoint", None)):
        for position, field in enumerate(fields):
            if field.type == kind:
                return Geography((position,), geometry or _point_of(field))
    longitude, latitude = _marked(fields, _LONGITUDE), _marked(fields, _LATITUDE)
    if longitude is None or latitude is None:
        return None
    return Geography((longitude, latitude), _point)


def _marked(fields: Sequence[Field], marks: tuple[str, str, str]) -> int | None:
    rdf_type, title, name = marks
    numeric = [(at, field) for at, field in enumerate(fields) if _is_plain_number(field)]
    positions = [at for at, field in numeric if field.descriptor.get("rdfType") == rdf_type]
    positions += [at for at, field in numeric if str(field.title) == title]
    positions += [at for at, field in numeric if field.name == name]
    return positions[0] if positions else None


def _is_plain_number(field: Field) -> bool:
    return type_of(field).quantity and not _FORMS & set(field.descriptor)


def _point(texts: Sequence[str]) -> str:
    """Write the digits as they stand, without the sign and the exponent that JSON has not."""
    longitude, latitude = (Decimal(text.strip()) for text in texts)
    return f'{{"type":"Point","coordinates":[{longitude:f},{latitude:f}]}}'


def _point_of(field: Field) -> Geometry:
    """Table Schema v2, `geopoint`: "lon, lat", or in JSON an array or an object."""

    def geometry(texts: Sequence[str]) -> str:
        if field.format == "default":
            return _point(texts[0].split(","))
        value = json.loads(texts[0], parse_float=str, parse_int=str)
        return _point(value if field.format == "array" else (value["lon"], value["lat"]))

    return geometry


def _shape(texts: Sequence[str]) -> str:
    """Take the geometry of a Feature, and all geometries of a collection of them, as one."""
    return json.dumps(_bare(json.loads(texts[0])), ensure_ascii=False, separators=(",", ":"))


def _bare(found: dict[str, Any]) -> Any:
    if found.get("type") == "Feature":
        return found["geometry"]
    if found.get("type") == "FeatureCollection":
        geometries = [feature["geometry"] for feature in found["features"] if feature["geometry"]]
        return {"type": "GeometryCollection", "geometries": geometries}
    return found
