"""GeoJSON: each row once, its place where the schema says, its values as in the JSON download."""

import json

import pytest

from hiraku.model import Field, Text
from hiraku.publishing.tables.geometry import WGS84, geography


def field(name, kind="number", title="題", **descriptor):
    form = descriptor.pop("format", "default")
    return Field(name, kind, Text({"ja": title}), format=form, descriptor=descriptor)


def read(path):
    return json.loads(path.read_text(encoding="utf-8"), parse_float=str)


def test_each_row_is_a_feature_with_the_values_of_the_json_download(nasty):
    for name in ("data", "cells"):
        found = read(nasty / f"{name}.geojson")
        assert found["type"] == "FeatureCollection"
        rows = read(nasty / f"{name}.json")
        assert [feature["properties"] for feature in found["features"]] == rows
        assert {feature["type"] for feature in found["features"]} == {"Feature"}


def test_latitude_and_longitude_make_points_with_every_digit(nasty):
    features = read(nasty / "cells.geojson")["features"]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": ["136.5086", "34.7303"]}
    assert features[2]["geometry"] is None
    assert features[3]["properties"]["latitude"] == "35.123456789012345"
    assert features[3]["geometry"] is None


def test_a_geojson_field_goes_before_a_geopoint(nasty):
    kinds = [
        (feature["geometry"] or {}).get("type")
        for feature in read(nasty / "data.geojson")["features"]
    ]
    assert kinds[:2] == ["Point", "Polygon"]


def test_tables_without_geography_have_no_such_file_and_nothing_to_say(nasty, site):
    assert not (nasty / "one.geojson").exists()
    assert not list(site.rglob("*.geojson"))
    assert "GeoJSON" not in (site / "datasets" / "kpi" / "index.html").read_text(encoding="utf-8")


def test_a_place_off_the_earth_leaves_the_file_out_and_the_page_says_why(nasty):
    assert not (nasty / "far.geojson").exists()
    page = (nasty / "index.html").read_text(encoding="utf-8")
    assert "緯度か経度の範囲（±90、±180）を超える値があるため" in page


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (field("a", rdfType=f"{WGS84}lat"), field("b", rdfType=f"{WGS84}long")),
        (field("a", title="緯度"), field("b", title="経度")),
        (field("latitude"), field("longitude")),
    ],
)
def test_a_pair_is_known_by_its_type_title_or_name(latitude, longitude):
    found = geography([latitude, field("x"), longitude])
    assert found.positions == (2, 0)
    assert found.geometry(["136.50", "-34.70"]) == '{"type":"Point","coordinates":[136.50,-34.70]}'


@pytest.mark.parametrize(
    "fields",
    [
        [field("latitude")],
        [field("latitude", "string"), field("longitude", "string")],
        [field("latitude", groupChar=","), field("longitude")],
    ],
)
def test_half_a_pair_texts_and_numbers_of_another_form_are_no_place(fields):
    assert geography(fields) is None


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("default", "136.5, +34.70"),
        ("array", "[136.5, 34.70]"),
        ("object", '{"lat": 34.70, "lon": 136.5}'),
    ],
)
def test_geopoints_of_every_format_make_points(form, text):
    found = geography([field("p", "geopoint", format=form)])
    assert found.geometry([text]) == '{"type":"Point","coordinates":[136.5,34.70]}'


def test_the_geometry_of_a_feature_is_taken():
    point = {"type": "Point", "coordinates": [1, 2]}
    found = geography([field("s", "geojson")])
    feature = {"type": "Feature", "properties": {"a": 1}, "geometry": point}
    both = {"type": "FeatureCollection", "features": [feature, {**feature, "geometry": None}]}
    assert json.loads(found.geometry([json.dumps(feature)])) == point
    collected = {"type": "GeometryCollection", "geometries": [point]}
    assert json.loads(found.geometry([json.dumps(both)])) == collected
