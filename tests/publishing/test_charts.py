"""Charts: what they show is what the table says, and how they are drawn."""

import csv
import json
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from threading import Event, Timer
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest
import yaml
from charts import SVG, files, inline, numbers, texts
from msgspec.structs import replace

from hiraku import vega
from hiraku.confined.calls import Died
from hiraku.model import Field, Text, View
from hiraku.problems import Refused
from hiraku.publishing.charts import drawing, lettering, palette, staged
from hiraku.publishing.charts.canvas import lines
from hiraku.publishing.charts.forms import bar, line
from hiraku.publishing.staging.stage import Stage
from hiraku.reading.catalog.catalog import read_catalog
from hiraku.reading.tables import Tables

KINDS = {
    "kpi": ["current-and-target", "digital-communication"],
    "mynumber-card-issuance": ["mie-and-japan", "rate-over-time"],
    "mynumber-card-municipalities": ["map", "lines", "each", "ranked", "change"],
    "procedures": ["by-online-status", "by-ministry"],
    "dx-consultations": ["by-department"],
    "dx-initiatives": ["by-field", "by-theme"],
    "dx-seminars": ["by-month"],
    "smartphone-courses": ["municipalities"],
}
PAGES = [f"{language}datasets/{dataset}" for dataset in KINDS for language in ("", "en/")]


def table(site, dataset):
    with (site / "datasets" / dataset / "data.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@dataclass
class Rows:
    """A table of texts, as a chart reads it."""

    fields: list
    rows: list
    language: str = "ja"

    def values(self):
        return iter(self.rows)


def view(kind="bar", **keys):
    named = ("category", "value", "x", "group", "series", "code", "compare")
    named = (*named, "numerator", "denominator")
    fields = {key: keys.pop(key) for key in named if key in keys}
    title = Text({"ja": "題", "en": "Title"})
    finding = Text({"ja": "文", "en": "Finding"})
    return View("v", kind, title, finding, fields=fields, **keys)


def rows(*values):
    fields = [
        Field("name", "string", Text({"ja": "名前"})),
        Field("n", "number", Text({"ja": "数"}), unit="件"),
    ]
    return Rows(fields, list(values))


# What is drawn


def test_the_first_catalog_has_the_charts_that_it_should(site):
    drawn = {(file.parent.name, file.name) for file in files(site)}
    assert drawn == {
        (dataset, f"chart-{name}{suffix}")
        for dataset, names in KINDS.items()
        for name in names
        for suffix in (".svg", ".en.svg")
    }


@pytest.mark.parametrize("path", PAGES)
def test_a_chart_on_a_page_is_an_image_with_a_name(site, path):
    charts = inline(site, path)
    assert charts
    for chart in map(ET.fromstring, charts):
        named = {child.tag.removeprefix(SVG): child for child in list(chart)[:2]}
        assert chart.get("role") == "img"
        assert chart.get("aria-labelledby").split() == [
            named[tag].get("id") for tag in ("title", "desc")
        ]
        assert all(child.text for child in named.values())
        assert not any(part.get("role") for part in list(chart.iter())[1:])


@pytest.mark.parametrize("path", PAGES)
def test_no_id_on_a_page_is_given_twice(site, path):
    page = (site / path / "index.html").read_text(encoding="utf-8")
    assert [
        identifier for identifier, n in Counter(re.findall(r' id="([^"]+)"', page)).items() if n > 1
    ] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_chart_on_a_page_holds_nothing_that_the_policy_refuses(site, path):
    for chart in inline(site, path):
        root = ET.fromstring(chart)
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "g", "path", "line", "rect", "text", "tspan"}
        attributes = {key for element in root.iter() for key in element.attrib}
        assert not {
            attribute
            for attribute in attributes
            if attribute == "style" or attribute.endswith("href")
        }
        assert not root.get("width")
        assert "//" not in chart.replace('xmlns="http://www.w3.org/2000/svg"', "")


@pytest.mark.parametrize("path", PAGES)
def test_a_chart_on_a_page_takes_its_colours_from_the_stylesheet(site, path):
    styles = next(site.glob("assets/hiraku.*.css")).read_text(encoding="utf-8")
    for chart in inline(site, path):
        assert not re.findall(r"#[0-9a-f]{3,6}\b", chart)
        for names in re.findall(r'class="([^"]+)"', chart):
            assert all(re.search(rf"\.{name}[ ,{{]", styles) for name in names.split())


def test_a_chart_as_a_file_stands_alone(site):
    for path in files(site):
        root = ET.fromstring(path.read_text(encoding="utf-8"))
        assert root.get("role") == "img"
        assert root.get("width")
        assert "sans-serif" in root.get("font-family")
        assert not any(element.get("class") for element in root.iter())
        ground = root.find(f"{SVG}rect")
        assert ground.get("fill") == palette.GROUND


def test_a_chart_as_a_file_stands_in_the_sums_and_at_its_chart(site):
    sums = (site / "SHA256SUMS").read_text(encoding="utf-8")
    for path in files(site):
        assert f"{path.relative_to(site).as_posix()}\n" in sums
        root = site / "en" if path.stem.endswith(".en") else site
        page = root / path.parent.relative_to(site) / "index.html"
        assert f'{path.name}" download=' in page.read_text(encoding="utf-8")


def test_the_texts_of_a_chart_are_in_the_language_of_the_page(site):
    japanese, english = (
        texts(inline(site, path)[0]) for path in ("datasets/kpi", "en/datasets/kpi")
    )
    assert "26 / 91件" in japanese
    assert "26 / 91 cases" in english
    assert not any("\u3040" < letter < "\u9fff" for text in english for letter in text)


def test_a_page_with_a_chart_of_15_bars_stays_small(site):
    svg = inline(site, "datasets/dx-consultations")[0]
    assert len(svg) < 6_000


# The same bytes everywhere

SPECIFICATION = {
    "mark": "bar",
    "encoding": {
        "y": {"field": "name", "type": "nominal", "sort": "-x"},
        "x": {"field": "n", "type": "quantitative", "title": "相談件数"},
        "color": {"field": "name", "type": "nominal"},
    },
}


def drawn_by_font(monkeypatch, font, shown_views):
    """Draw with a font of other widths, as another machine would."""
    original = vega.drawn

    def other(specification):
        config = {**specification["config"], "font": font}
        return original({**specification, "config": config})

    with monkeypatch.context() as patch:
        patch.setattr(drawing.vega, "drawn", other)
        return [
            (svg.inline, svg.file)
            for view, shown in shown_views
            for svg in drawing.drawn(view, shown, ("ja", "en"))
        ]


def test_no_font_moves_anything(catalog, monkeypatch):
    free = view("vega-lite", spec=SPECIFICATION)
    data = rows(("医療保健部", "16"), ("総務部", "5"))
    named = view(category="name", value="n")
    tiles = read_catalog(catalog).catalog.tiles
    shown = [(chosen, drawing.figures(chosen, data, tiles)) for chosen in (free, named)]
    first = drawn_by_font(monkeypatch, "sans-serif", shown)
    assert drawn_by_font(monkeypatch, "monospace", shown) == first
    assert drawn_by_font(monkeypatch, "Caveat", shown) == first


def test_no_other_writer_of_xml_changes_a_chart(monkeypatch):
    monkeypatch.setattr(ET, "_namespace_map", {})
    shown = view(category="name", value="n")
    (drawn,) = drawing.drawn(shown, drawing.figures(shown, rows(("a", "1")), ()), ("ja",))
    assert drawn.inline.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "ns0" not in drawn.inline


def test_a_free_specification_is_as_large_as_its_texts():
    shown = drawing.figures(
        view("vega-lite", spec=SPECIFICATION), rows(("医療保健部", "16"), ("総務部", "5")), ()
    )
    (drawn,) = drawing.drawn(view("vega-lite", spec=SPECIFICATION), shown, ("ja",))
    left, top, width, _ = map(float, ET.fromstring(drawn.file).get("viewBox").split())
    assert left < -lettering.width("医療保健部", 13)
    assert top < 0
    assert width > 300 + lettering.width("医療保健部", 13)


def test_a_file_says_what_it_shows_of_when_and_from_whom(site):
    folder = site / "datasets/mynumber-card-issuance"
    said = {
        "chart-rate-over-time.svg": ("三重県と全国の交付率の推移", "2017年3月8日〜2022年12月31日"),
        "chart-mie-and-japan.svg": ("三重県と全国の交付率（委員会資料の時点）", "2022年8月31日"),
    }
    for name, (title, period) in said.items():
        file = folder / name
        written = texts(file.read_text(encoding="utf-8"))
        assert written.index(title) < written.index(period)
        whole = "".join(written)
        assert "三重県の交付率は" in whole
        assert "CC BY 4.0" in whole
        assert "https://opendata.example.jp/datasets/mynumber-card-issuance/" in whole
        assert "三重県オープンデータライブラリ" in whole


def test_long_texts_of_a_caption_break_within_the_file():
    shown = replace(view(category="name", value="n"), title=Text({"ja": "題" * 200}))
    credit = Text({"ja": "https://example.jp/" + "a" * 400})
    (made,) = drawing.drawn(shown, drawing.figures(shown, rows(("a", "1")), ()), ("ja",), credit)
    root = ET.fromstring(made.file)
    left, top, width, height = map(float, root.get("viewBox").split())
    own = root.findall(f"{SVG}text")
    assert "".join(text.text for text in own).count("題") == 200
    for text in own:
        right = float(text.get("x")) + lettering.width(text.text, float(text.get("font-size")))
        assert right <= left + width
        assert top < float(text.get("y")) < top + height


# What is shown


def test_the_numbers_below_the_kpi_are_those_of_the_table(site):
    shown = numbers(site, "kpi", "current-and-target")
    assert [tuple(row[1:]) for row in shown] == kpi_pairs(site)


def kpi_pairs(site):
    """Return of each indicator the value when the plan was set, the target and the unit."""
    stated = [row for row in table(site, "kpi") if row["value_basis"] == "資料の値"]
    pairs = zip(stated[::2], stated[1::2], strict=True)
    return [(first["value"], last["value"], last["unit"]) for first, last in pairs]


def test_the_numbers_of_the_departments_are_those_of_the_table_sorted(site):
    shown = numbers(site, "dx-consultations", "by-department")
    expected = [
        [consultation["department"], consultation["consultations"]]
        for consultation in table(site, "dx-consultations")
    ]
    assert shown == sorted(expected, key=lambda row: -int(row[1]))


def test_the_initiatives_are_counted_by_field_and_theme(site):
    shown = numbers(site, "dx-initiatives", "by-theme")
    counted = Counter((row["field"], row["theme"]) for row in table(site, "dx-initiatives"))
    assert {tuple(row) for row in shown} == {(*key, str(n)) for key, n in counted.items()}
    assert list(dict.fromkeys(row[0] for row in shown)) == ["暮らし", "しごと", "行政"]


def test_the_seminars_are_counted_by_month(site):
    shown = numbers(site, "dx-seminars", "by-month")
    counted = Counter(row["date"][:7] for row in table(site, "dx-seminars"))
    assert [int(row[1]) for row in shown] == [counted[month] for month in sorted(counted)]
    assert re.sub("<.*?>", "", shown[0][0]) == "2022年9月"


def test_the_tiles_of_the_courses_are_those_of_the_table(site):
    shown = numbers(site, "smartphone-courses", "municipalities")
    assert Counter(row[1] for row in shown) == {"あり": 13, "なし": 16}
    assert texts(inline(site, "datasets/smartphone-courses")[0]).count("●") == 13


def bars(path):
    """Return the lengths of a chart's bars."""
    drawn = [*ET.parse(path).getroot().iter(f"{SVG}path")]
    found = [shape for shape in drawn if shape.get("fill") in (palette.MARK, palette.STRONG)]
    return sorted(float(re.match(r"M[\d.]+,[\d.]+h([\d.]+)", bar.get("d"))[1]) for bar in found)


def test_bars_are_as_long_as_their_values_from_zero(site):
    mie, japan = bars(site / "datasets/mynumber-card-issuance/chart-mie-and-japan.svg")
    assert mie / japan == pytest.approx(46.8 / 47.4, abs=5e-4)


def test_bars_with_a_target_are_as_long_as_their_share_of_it(site):
    shares = sorted(float(value) / float(target) for value, target, _ in kpi_pairs(site))
    lengths = bars(site / "datasets/kpi/chart-current-and-target.svg")
    assert [length / lengths[-1] for length in lengths] == pytest.approx(shares, abs=5e-4)


# The findings that the stewards wrote


def finding(site, dataset, name):
    page = (site / "datasets" / dataset / "index.html").read_text(encoding="utf-8")
    above, figure = page.split('<figure class="chart')[0], page.split(f'id="chart-{name}"')[1]
    figure = figure.split("</figure>")[0]
    said = re.search(r'<p class="finding">(.*?)</p>', figure)
    return said[1] if said else re.search(r'<b class="said">(.*?)</b>', above)[1]


def test_the_findings_are_true(site):
    kpi = [(Decimal(value), Decimal(target)) for value, target, _ in kpi_pairs(site)]
    assert (len(kpi), sum(now == goal for now, goal in kpi)) == (6, 1)
    assert sum(now < goal / 2 for now, goal in kpi) == 5
    assert "6件のうち1件" in finding(site, "kpi", "current-and-target")

    rates = {
        e["area"]: Decimal(e["issuance_rate"])
        for e in table(site, "mynumber-card-issuance")
        if e["as_of"] == "2022-08-31"
    }
    below = rates["全国"] - rates["三重県"]
    said = (
        f"三重県の交付率は{rates['三重県']}%で、全国の{rates['全国']}%を{below}ポイント下回ります。"
    )
    assert finding(site, "mynumber-card-issuance", "mie-and-japan") == said

    asked = {e["department"]: int(e["consultations"]) for e in table(site, "dx-consultations")}
    most, whole = max(asked, key=asked.get), sum(asked.values())
    assert asked[most] > whole / 4
    said = f"{most}の{asked[most]}件が最も多く、全{whole}件の4分の1を超えます。"
    assert finding(site, "dx-consultations", "by-department") == said

    fields = Counter(e["field"] for e in table(site, "dx-initiatives"))
    said = "、".join(f"{name}が{n}件" for name, n in fields.most_common())
    assert finding(site, "dx-initiatives", "by-field").startswith(
        f"{fields.total()}件の取組は、{said}"
    )
    themes = Counter((e["field"], e["theme"]) for e in table(site, "dx-initiatives"))
    most = [theme for (_, theme), n in themes.items() if n == max(themes.values())]
    said = f"テーマでは「{most[0]}」と「{most[1]}」の{max(themes.values())}件が最も多く、"
    ones = sum(n == 1 for n in themes.values())
    assert finding(site, "dx-initiatives", "by-theme") == f"{said}{ones}つのテーマは1件です。"

    months = Counter(e["date"][:7] for e in table(site, "dx-seminars"))
    later = [n for month, n in months.items() if month > "2022-10"]
    said = f"全{months.total()}回のうち10月の{max(months.values())}回が最も多く、"
    said += f"11月からは月{min(later)}回から{max(later)}回です。"
    assert finding(site, "dx-seminars", "by-month") == said

    planned = len(table(site, "smartphone-courses"))
    said = f"県内{len(table(site, 'municipalities'))}市町のうち{planned}市町で実施する予定です。"
    assert finding(site, "smartphone-courses", "municipalities") == said


def test_the_findings_of_the_rates_are_true(site):
    found = {}
    for row in table(site, "mynumber-card-issuance"):
        found.setdefault(row["area"], {})[row["as_of"]] = Decimal(row["issuance_rate"])
    mie, japan = found["三重県"], found["全国"]
    first, last = min(mie), max(mie)
    below = sum(rate < japan[moment] for moment, rate in mie.items())
    said = f"三重県の交付率は2017年3月の{mie[first]}%から2022年12月の{mie[last]}%まで上がり、"
    said += f"{len(mie)}回の基準日のうち{below}回は全国を下回りました。"
    assert (first[:7], last[:7]) == ("2017-03", "2022-12")
    assert finding(site, "mynumber-card-issuance", "rate-over-time") == said

    towns = table(site, "mynumber-card-municipalities")
    now, before = (
        {e["municipality_name"]: Decimal(e["issuance_rate"]) for e in towns if e["as_of"] == day}
        for day in (last, "2022-01-01")
    )
    high, low = max(now, key=now.get), min(now, key=now.get)
    said = f"{high}の{now[high]}%から{low}の{now[low]}%まで、"
    said += f"{now[high] - now[low]}ポイントの開きがあります。"
    assert finding(site, "mynumber-card-municipalities", "map") == said
    above = sum(rate > mie[last] for rate in now.values())
    said = f"県全体の{mie[last]}%を上回るのは、{len(now)}市町のうち{above}市町です。"
    assert finding(site, "mynumber-card-municipalities", "ranked") == said
    rises = {name: rate - before[name] for name, rate in now.items()}
    most, least = max(rises, key=rises.get), min(rises, key=rises.get)
    said = f"最も伸びたのは{most}の{rises[most]}ポイント、"
    said += f"最も小さいのは{least}の{rises[least]}ポイントです。"
    assert finding(site, "mynumber-card-municipalities", "change") == said
    shown = numbers(site, "mynumber-card-municipalities", "change")
    assert {name: Decimal(rise) for name, _, _, rise in shown} == rises


def test_the_findings_of_the_procedures_and_targets_are_true(site):
    procedures = table(site, "procedures")
    online = sum(e["online_status"] == "1 実施済" for e in procedures)
    share = round(Decimal(online) * 100 / len(procedures), 1)
    assert share < 50
    said = f"{len(procedures):,}手続のうち、オンラインでできる（実施済）のは{online:,}で、"
    assert finding(site, "procedures", "by-online-status") == (
        f"{said}半分に届いていません（{share}%）。"
    )
    most = Counter(e["ministry"] for e in procedures).most_common(3)
    names, sums = "、".join(name for name, _ in most), sum(n for _, n in most)
    share = round(Decimal(sums) * 100 / len(procedures), 1)
    assert finding(site, "procedures", "by-ministry") == (
        f"{names}の3省で{sums:,}手続、全体の{share}%です。"
    )
    count = Counter(e["ministry"] for e in procedures)
    few = [n for n in count.values() if n < 100]
    shown = numbers(site, "procedures", "by-ministry")
    assert (len(shown), len(few), sum(few)) == (9, 9, 90)
    assert {name for name, _ in shown} == {name for name, n in count.items() if n >= 100}
    path = [
        Decimal(e["value"])
        for e in table(site, "kpi")
        if (e["policy_code"], e["indicator_no"]) == ("行政運営6", "2")
    ]
    (first, *same) = (later - earlier for earlier, later in pairwise(path))
    assert set(same) == {Decimal(10)}
    assert finding(site, "kpi", "digital-communication") == (
        f"{path[0]}%から、2022年度は{first}ポイント、"
        f"その後は毎年{same[0]:.0f}ポイントずつ上げて{path[-1]}%にする計画です。"
    )


def test_every_chart_of_the_first_catalog_says_as_of_when(site, catalog):
    told = json.loads((site / "quality.json").read_text(encoding="utf-8"))
    assert not any(described["findings"] for described in told["datasets"])
    for dataset in read_catalog(catalog).catalog.datasets:
        assert all(
            view.subtitle and set(view.subtitle.words) == {"ja", "en"} for view in dataset.views
        ), dataset.id


def test_every_number_of_an_english_finding_is_in_the_japanese_one(catalog):
    words = {"One": "1", "five": "5", "six": "6", "nine": "9"}
    for dataset in read_catalog(catalog).catalog.datasets:
        for view in dataset.views:
            finding = view.finding.in_language("en")
            english = re.sub(r"\w+", lambda found: words.get(found[0], found[0]), finding)
            said = re.findall(r"\d+(?:\.\d+)?", view.finding.in_language("ja"))
            assert set(re.findall(r"\d+(?:\.\d+)?", english)) <= set(said), view.name


def test_every_label_is_of_a_text_that_the_data_has(catalog):
    for dataset in read_catalog(catalog).catalog.datasets:
        for view in dataset.views:
            text = (dataset.folder / dataset.resources[0].path).read_text(encoding="utf-8")
            assert [label for label in view.labels if label not in text] == []


# Kinds of charts


def test_of_many_bars_the_first_are_drawn_and_the_chart_says_so():
    many = rows(*((f"n{number}", str(number)) for number in range(60)))
    chosen = view(category="name", value="n", sort="descending")
    shown = bar.chart_form.figures(chosen, many, ())
    assert (len(shown.rows), shown.cut) == (60, 50)
    for svg in drawing.drawn(chosen, shown, ["ja", "en"]):
        written = texts(svg.file)
        assert {"n59", "n10"} <= set(written)
        assert "n9" not in written
        assert {"60本のうち、はじめの50本です。", "These are the first 50 of 60 bars."} & {*written}
    assert not bar.chart_form.figures(chosen, rows(("a", "1")), ()).cut


def test_values_of_one_name_are_added_exactly():
    found = bar.chart_form.figures(
        view(category="name", value="n"), rows(("a", "0.1"), ("b", "1"), ("a", "0.2")), ()
    )
    assert found.rows == (("a", "0.3"), ("b", "1"))


def test_a_single_value_stands_as_it_does_in_the_table():
    assert bar.chart_form.figures(
        view(category="name", value="n"), rows(("a", "90.0")), ()
    ).rows == (("a", "90.0"),)


def test_a_filter_takes_only_the_rows_that_it_names():
    chosen = view(category="name", value="n", filter={"name": ("b",)})
    assert bar.chart_form.figures(chosen, rows(("a", "1"), ("b", None)), ()).rows == (("b", None),)


def test_negative_bars_go_the_other_way_from_zero():
    shown = view(category="name", value="n")
    found = drawing.figures(shown, rows(("a", "-5"), ("b", "10")), ())
    (drawn,) = drawing.drawn(shown, found, ("ja",))
    ends = re.findall(rf'd="M([\d.]+),[\d.]+h([\d.]+)v[^"]*" fill="{palette.MARK}"', drawn.file)
    (a, length), (b, other) = [(float(x), float(w)) for x, w in ends]
    assert a + length == pytest.approx(b, abs=0.2)
    assert other == pytest.approx(2 * length, abs=0.2)


def test_a_value_that_is_missing_is_said_to_be():
    shown = view(category="name", value="n")
    (drawn,) = drawing.drawn(shown, drawing.figures(shown, rows(("a", None)), ()), ("en",))
    assert "no value" in texts(drawn.file)


def test_months_without_rows_are_counted_as_none():
    days = Rows(
        [Field("d", "date", Text({"ja": "日"}))],
        [("2022-12-01",), ("2022-12-31",), ("2023-02-01",)],
    )
    found = line.chart_form.figures(
        view("line", x="d", by="month", count=Text({"ja": "回数"})), days, ()
    )
    assert found.rows == (("2022-12", "2"), ("2023-01", "0"), ("2023-02", "1"))


def test_a_chart_is_in_the_frame_for_other_sites(site):
    page = (site / "datasets/kpi/embed.html").read_text(encoding="utf-8")
    assert inline(site, "datasets/kpi")[0] in page


def test_a_cell_cannot_become_markup():
    shown = view(category="name", value="n")
    found = drawing.figures(shown, rows(("<script>x</script>&", "1")), ())
    (drawn,) = drawing.drawn(shown, found, ("ja",))
    assert "<script" not in drawn.inline
    assert "".join(text for text in texts(drawn.file) if text).startswith("<script>x</script>&")


def test_links_and_styles_of_a_free_specification_are_left_out():
    given = {
        "mark": {"type": "bar", "cursor": "pointer", "tooltip": True, "blend": "multiply"},
        "encoding": {"x": {"field": "n", "type": "quantitative"}},
    }
    shown = view("vega-lite", spec=given)
    (drawn,) = drawing.drawn(shown, drawing.figures(shown, rows(("a", "1")), ()), ("ja",))
    assert "style" not in drawn.inline
    assert "cursor" not in drawn.inline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("あいうえ。かき", ["あいうえ。", "かき"]),
        ("あいうえ「か」き", ["あいうえ", "「か」き"]),
        ("safety by digital", ["safety", "by", "digital"]),
        ("", [""]),
    ],
)
def test_lines_break_where_japanese_and_words_allow(text, expected):
    assert lettering.lines(text, 10, 51) == expected


# Tiles


def grid(catalog):
    return yaml.safe_load((catalog / "datasets/tile-grid.yaml").read_text(encoding="utf-8"))[
        "tiles"
    ]


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("最も多く、全54件の4分の1です。", 12, ["最も多く、", "全54件の4分の1です。"]),
        ("支援件数（累計）", 6, ["支援件数", "（累計）"]),
        ("業務改善の取組", 20, ["業務改善の取組"]),
        ("one two three four", 8, ["one two", "three four"]),
        ("漢字漢字漢字漢字", 5, ["漢字漢字漢", "字漢字"]),
        ("", 5, [""]),
    ],
)
def test_lines_are_broken_between_phrases_and_balanced(text, room, expected):
    assert lettering.balanced(text, 10, room * 10) == expected


def test_every_municipality_has_a_tile_with_its_own_name(site, catalog):
    names = {row["code"]: row for row in table(site, "municipalities")}
    tiles = {square["code"]: square for square in grid(catalog)}
    assert set(tiles) == set(names)
    for code, tile in tiles.items():
        assert names[code]["name"] == tile["label"] + names[code]["kind"]
        english = tile["label@en"].replace("\u00ad", "")
        assert names[code]["name_en"] in (f"{english} City", f"{english} Town")


def test_neighbours_stand_where_the_map_has_them(catalog):
    at = {tile["label"]: (tile["column"], tile["row"]) for tile in grid(catalog)}
    north_to_south = ["桑名", "四日市", "鈴鹿", "津", "松阪", "紀北", "尾鷲", "御浜", "紀宝"]
    rows = [at[name][1] for name in north_to_south]
    assert rows == sorted(rows)
    west_to_east = ["名張", "津"], ["松阪", "明和", "伊勢", "鳥羽"], ["伊賀", "亀山", "鈴鹿"]
    for names in west_to_east:
        columns = [at[name][0] for name in names]
        assert columns == sorted(columns)


def test_each_tile_of_the_home_page_leads_to_its_municipality(site):
    for path in ("index.html", "en/index.html"):
        page = (site / path).read_text(encoding="utf-8")
        tiles = page.split('<ul class="tiles">')[1].split("</ul>")[0]
        codes = re.findall(r'href="municipalities/(\d{6})/"', tiles)
        assert len(set(codes)) == len(codes) == 29


def test_a_tile_says_how_many_datasets_have_rows(site):
    page = (site / "index.html").read_text(encoding="utf-8")
    tile = page.split('href="municipalities/242047/"')[1].split("</a>")[0]
    shown = re.search(r'class="count">(\d+)', tile)[1]
    own = (site / "municipalities/242047/index.html").read_text(encoding="utf-8")
    assert f"件のデータのうち、{shown}件に" in own


# Several lines, and shades


def dated(*values):
    fields = [
        Field("as_of", "date", Text({"ja": "日付"})),
        Field("area", "string", Text({"ja": "地域"})),
        Field("n", "number", Text({"ja": "率"}), unit="%"),
    ]
    return Rows(fields, list(values))


LINES = dated(
    ("2020-01-01", "甲", "1.0"),
    ("2020-01-01", "乙", "2.0"),
    ("2020-03-01", "乙", "4.0"),
    ("2024-01-01", "甲", "3.0"),
    ("2024-01-01", "乙", "5.0"),
)


def test_each_line_has_a_column_of_numbers_and_none_is_made_up():
    shown = line.chart_form.figures(view("line", x="as_of", series="area", value="n"), LINES, ())
    assert [str(head.title) for head in shown.headings] == ["日付", "甲", "乙"]
    assert shown.rows == (
        ("2020-01-01", "1.0", "2.0"),
        ("2020-03-01", None, "4.0"),
        ("2024-01-01", "3.0", "5.0"),
    )


def test_lines_are_placed_by_their_dates_and_named_at_their_ends():
    chosen = view("line", x="as_of", series="area", value="n", highlight=("甲", "2020-03-01"))
    shown = line.chart_form.figures(chosen, LINES, ())
    (drawn,) = drawing.drawn(chosen, shown, ["ja"])
    written = texts(drawn.file)
    assert {"甲", "3.0%", "乙", "5.0%", "2020年3月1日", "乙 4.0%"} <= set(written)
    assert {"2021", "2022", "2023", "2024"} <= set(written)
    root = ET.fromstring(drawn.file)
    second = next(stroke for stroke in root.iter(f"{SVG}path") if stroke.get("stroke-dasharray"))
    across = [float(x) for x, _ in re.findall(r"([\d.]+),([\d.]+)", second.get("d"))]
    share = (across[1] - across[0]) / (across[2] - across[0])
    assert share == pytest.approx(60 / 1461, abs=0.002)


def test_ends_that_would_touch_are_written_apart():
    assert lines.apart([100.0, 101.0, 300.0], 200.0) == [100.0, 140.0, 200.0]
    assert lines.apart([195.0, 196.0], 200.0) == [160.0, 200.0]


@pytest.mark.parametrize(
    ("texts_", "wanted"),
    [(("前", "後"), "+2.5"), (("後", "前"), "-2.5")],
)
def test_a_change_is_the_exact_difference_with_its_sign(texts_, wanted):
    fields = [Field(name, "string", Text({"ja": name})) for name in ("name", "when")]
    table_ = Rows(
        [*fields, Field("n", "number", Text({"ja": "数"}))],
        [("あ", "前", "0.3"), ("あ", "後", "2.8"), ("い", "前", "1")],
    )
    chosen = view(category="name", value="n", compare="when", shows="change")
    chosen = replace(chosen, filter={"when": texts_})
    assert bar.chart_form.figures(chosen, table_, ()).rows == (("あ", wanted), ("い", None))


def test_tiles_with_numbers_have_three_shades_and_a_legend(site):
    svg = inline(site, "datasets/mynumber-card-municipalities")[0]
    for shade in ("pale", "mark", "strong"):
        assert f'class="{shade}' in svg
    rates = sorted(
        Decimal(row["issuance_rate"])
        for row in table(site, "mynumber-card-municipalities")
        if row["as_of"] == "2022-12-31"
    )
    legend = [text for text in texts(svg) if "–" in text]
    assert (legend[0].split("–")[0], legend[-1].split("–")[1]) == (f"{rates[0]}", f"{rates[-1]}%")


FIRST = Path(__file__).parents[2]


@pytest.fixture
def stage(tmp_path):
    """Return where the charts of the first catalog are staged."""
    with Tables(FIRST, tmp_path) as tables:
        yield Stage(tmp_path, tables, read_catalog(FIRST).catalog, "/")


def test_charts_that_nobody_waits_for_are_given_up(stage, monkeypatch):
    goes_on, drawn = Event(), []

    def slowly(view, *_):
        goes_on.wait()
        drawn.append(view)
        return iter(())

    monkeypatch.setattr(staged, "drawn", slowly)
    with suppress(KeyboardInterrupt), staged.charts_in_work(stage.catalog, stage) as charts:
        Timer(0.1, goes_on.set).start()
        raise KeyboardInterrupt
    assert len(drawn) == 1 < sum(map(len, charts.values()))


@pytest.mark.parametrize("reason", ["memory", "time"])
def test_a_chart_that_takes_too_much_is_told_by_its_place(stage, monkeypatch, reason):
    def dying(*_):
        raise Died(reason)

    monkeypatch.setattr(staged, "drawn", dying)
    (kpi,) = (dataset for dataset in stage.catalog.datasets if dataset.id == "kpi")
    site = SimpleNamespace(datasets=[SimpleNamespace(dataset=kpi)])
    with staged.charts_in_work(stage.catalog, stage) as charts, pytest.raises(Refused) as refused:
        staged.with_charts(site, charts, stage)
    problem = refused.value.problem
    assert (problem.id, problem.hint) == ("view-too-costly", reason)
    assert problem.place.file == "datasets/kpi/datapackage.yaml"
