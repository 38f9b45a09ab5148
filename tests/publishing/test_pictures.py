"""Charts as PNG: at a fixed address, with what they show inside, and never with a square."""

import struct
import zlib
from xml.etree import ElementTree as ET

import pytest
import yaml
from charts import files, texts
from click.testing import CliRunner

from hiraku import cli
from hiraku.problems import Report
from hiraku.publishing import publish
from hiraku.publishing.charts.png import picture as pictures
from hiraku.publishing.charts.png.font import font
from hiraku.publishing.charts.png.outlined import outlined
from hiraku.publishing.charts.svg.caption import Caption

CAPTION = Caption("題", "分かること", "2022年", "出典\nCC BY 4.0")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
    '<text x="{x}" y="15" font-size="10" text-anchor="{anchor}" fill="#000">{text}</text></svg>'
)


def chunks(png):
    at = 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", png, at + 8 + length)[0] == zlib.crc32(kind + data)
        yield kind, data
        at += 12 + length


def told(png):
    """Return the texts inside a PNG by their keywords."""
    said = (data.split(b"\0", 1) for kind, data in chunks(png) if kind == b"iTXt")
    return {key.decode(): rest[2:].split(b"\0", 2)[2].decode() for key, rest in said}


def declared(catalog):
    for path in sorted(catalog.glob("datasets/*/datapackage.yaml")):
        descriptor = yaml.safe_load(path.read_text(encoding="utf-8"))
        for view in descriptor.get("views", ()):
            yield path.parent.name, descriptor, view


def test_every_chart_file_says_title_finding_date_source_and_licence(site, catalog):
    said = list(declared(catalog))
    assert len(said) >= 15
    for dataset, descriptor, view in said:
        for mark, suffix in (("", ""), ("@en", ".en")):
            stem = site / "datasets" / dataset / f"chart-{view['name']}{suffix}"
            png = told(stem.with_name(f"{stem.name}.png").read_bytes())
            svg = "".join(texts(stem.with_name(f"{stem.name}.svg").read_text("utf-8")))
            wanted = [view[f"{key}{mark}"] for key in ("title", "finding", "subtitle")]
            assert [png[key] for key in ("Title", "Description", "Comment")] == wanted
            licences = descriptor.get("licenses") or [{"name": "CC-BY-4.0"}]  # the catalog's own
            licence = licences[0]["name"].replace("-", " ")
            credit = (descriptor[f"title{mark}"], f"/datasets/{dataset}/", licence)
            assert all(text in png["Copyright"] for text in credit)
            letters = svg.replace(" ", "")
            assert all(text.replace(" ", "") in letters for text in (*wanted, *credit))


def test_a_picture_stands_beside_its_svg_twice_as_large(site):
    svgs = files(site)
    assert svgs
    for svg in svgs:
        root = ET.fromstring(svg.read_text(encoding="utf-8"))
        size = [float(root.get(key)) for key in ("width", "height")]
        (_, head), *_ = chunks(svg.with_suffix(".png").read_bytes())
        assert struct.unpack(">II", head[:8]) == pytest.approx([2 * side for side in size], abs=2)
        root = site / "en" if svg.stem.endswith(".en") else site
        page = root / svg.parent.relative_to(site) / "index.html"
        assert f'{svg.stem}.png" download=' in page.read_text(encoding="utf-8")


def test_a_letter_without_a_shape_costs_the_picture_not_a_square():
    drawing = SVG.format(x=0, anchor="start", text="{}")
    assert pictures.picture(drawing.format("三重県 Mie 46.8%"), CAPTION, "ja")
    assert pictures.picture(drawing.format("한"), CAPTION, "ja") is None


def test_without_its_font_no_picture_is_made(monkeypatch):
    monkeypatch.setattr(pictures, "font", lambda: None)
    assert pictures.picture(SVG.format(x=0, anchor="start", text="a"), CAPTION, "ja") is None


def test_no_text_is_left_for_a_font_of_the_machine(site):
    for svg in files(site):
        drawing = outlined(svg.read_text(encoding="utf-8"), font())
        assert "<text" not in drawing.replace("ns0:", "")


@pytest.mark.parametrize(("anchor", "x"), [("start", 10), ("middle", 20), ("end", 30)])
def test_letters_stand_where_the_text_stood(anchor, x):
    root = ET.fromstring(outlined(SVG.format(x=x, anchor=anchor, text="三重"), font()))
    first, second = root[0]
    assert first.get("transform").startswith("translate(10.00 15.00)")
    assert second.get("transform").startswith("translate(20.00 15.00)")


def test_lines_of_a_text_stand_below_each_other():
    spans = '<tspan x="3" dy="0">一</tspan><tspan x="3" dy="12">二</tspan>'
    root = ET.fromstring(outlined(SVG.format(x=0, anchor="start", text=spans), font()))
    places = [letter.get("transform").split(")")[0] for letter in root[0]]
    assert places == ["translate(3.00 15.00", "translate(3.00 27.00"]


def test_the_build_says_which_charts_could_be_no_picture(monkeypatch, tmp_path):
    made = publish.Published(Report(), tmp_path, 3, unpictured=("datasets/a/chart-b.svg",))
    monkeypatch.setattr(publish, "publish", lambda *_, **__: made)
    outcome = CliRunner().invoke(cli.cli, ["--lang", "en", "build"])
    assert "no PNG was made of 1 charts (datasets/a/chart-b.svg" in outcome.stderr
