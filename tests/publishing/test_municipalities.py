"""The pages of the municipalities hold just the rows that the published CSV files have."""

import csv
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from jinja2 import Environment
from markupsafe import escape

from hiraku.description import Register
from hiraku.model import Catalog, Dataset, Field, Resource, Schema, Text
from hiraku.publishing.pages.area_lines import line_of
from hiraku.publishing.pages.kinds import municipalities
from hiraku.publishing.rendering.environment import SaidAtOnce
from hiraku.publishing.site.language import language, of_catalog
from hiraku.publishing.site.published.municipality import AreaFigure, Municipality, MunicipalityRows
from hiraku.publishing.tables import area_figures
from hiraku.publishing.tables.area_figures import ranked as area_figures_of
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.reading.tables import Tables

ROOT = Path(__file__).parents[2]


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


SHOWN = {"true": "はい", "false": "いいえ"}


def booleans_of(dataset):
    """Return the names of the columns whose values a page says in words."""
    schema = yaml.safe_load((ROOT / f"schemas/{dataset}.yaml").read_text(encoding="utf-8"))
    return {field["name"] for field in schema["fields"] if field["type"] == "boolean"}


def shown(row, booleans):
    """Return what a page shows of the cells of a row; None where the value is missing."""
    return [
        SHOWN[cell] if name in booleans and cell else cell or None for name, cell in row.items()
    ]


MUNICIPALITIES = rows_of(ROOT / "datasets/municipalities/municipalities.csv")


def referring():
    """Yield each dataset with a key into the register, and the field that holds the code."""
    for path in sorted((ROOT / "schemas").glob("*.yaml")):
        for key in yaml.safe_load(path.read_text(encoding="utf-8")).get("foreignKeys", ()):
            if key["reference"].get("package") == "municipalities":
                yield path.stem, key["fields"][0]


class Cells(HTMLParser):
    """The cells of each table's body, row by row; None where the value is missing."""

    def __init__(self, html):
        super().__init__()
        self.rows, self.open = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")
        if "missing" in dict(attrs).get("class", ""):
            self.rows[-1][-1] = None
        self.open = self.open or tag == "td"

    def handle_endtag(self, tag):
        self.open = self.open and tag != "td"

    def handle_data(self, data):
        if self.open and self.rows[-1][-1] is not None:
            self.rows[-1][-1] += data


@pytest.mark.parametrize(
    ("limit", "rows"),
    [(1, ["24201 3 a", "24202 2 b"]), (2, ["24201 3 a", "24201 3 c", "24202 2 b", "24202 2 d"])],
)
def test_at_most_so_many_rows_of_a_code_are_read_and_all_are_counted(tmp_path, limit, rows):
    folder = tmp_path / "datasets" / "cards"
    folder.mkdir(parents=True)
    text = "code,name\n24201,a\n24202,b\n24201,c\n24202,d\n24201,e\n"
    (folder / "cards.csv").write_text(text, encoding="utf-8")
    fields = tuple(Field(name, "string", Text({"en": name})) for name in ("code", "name"))
    resource = Resource("cards", "cards.csv", Text({"en": "C"}), Schema("c", fields, Text({})))
    dataset = Dataset("cards", folder, Text({"en": "C"}), (resource,))
    with Tables(tmp_path) as tables:
        loaded = tables.table(dataset, resource)
        table = PublishedTable(loaded, resource, tables.connection, dataset, Text({}), "")
        read = table.rows_by(loaded.columns[:1], limit)
        assert [f"{code} {total} {row[1]}" for code, total, row in read] == rows


def test_a_dataset_refers_to_the_register():
    assert len(list(referring())) >= 4
    assert len(MUNICIPALITIES) == 29


@pytest.mark.parametrize("place", MUNICIPALITIES, ids=lambda place: place["code"])
def test_a_page_has_every_row_of_its_municipality_and_no_other(site, place):
    page = (site / "municipalities" / place["code"] / "index.html").read_text(encoding="utf-8")
    figures_first = sorted(referring(), key=lambda own: own[0] != "mynumber-card-municipalities")
    wanted = [
        shown(row, booleans_of(dataset))
        for dataset, field in figures_first
        for row in rows_of(site / "datasets" / dataset / "data.csv")
        if row[field] == place["code"]
    ]
    rows = re.sub('<table class="area">.*?</table>', "", page, flags=re.DOTALL)
    assert [row for row in Cells(rows).rows if row] == wanted
    chips = re.findall(r'<a href="#table-[0-9]+">(.*?) ?<span class="size">', page)
    assert len(chips) == len(set(chips))
    with_rows = len(re.findall(r'<h2 id="table-', page))
    assert f"全22件のデータのうち、{with_rows}件に" in page
    assert f"<h1>{place['name']}</h1>" in page


def test_a_page_begins_with_the_rate_and_says_what_it_lacks(site):
    html = (site / "municipalities/242021/index.html").read_text(encoding="utf-8")
    said = re.sub(
        r"\s+", " ", re.sub("<[^>]*>", "", html.split('class="rate">')[1].split("</p>")[0])
    )
    assert said == (
        "四日市市の交付率は、2022年12月31日に 51.1%です。 三重県の56.3%を5.2ポイント下回り、"
        " 29市町中23位です（高い順）。 約1年前（2022年1月1日）から14.3ポイント上がりました。"
    )
    table = html.split('<table class="area">')[1].split("</table>")[0]
    assert re.findall(r'<th scope="row">(.*?)<', table) == ["交付率", "人口", "交付枚数"]
    assert "大きさは1番目" in table
    assert "高い順に1位" not in table
    assert html.index('class="rate"') < html.index("<summary>46行を表で見る")
    others = html.split('<ol class="all-areas">')[1].split("</ol>")[0]
    assert others.count("<li>") == 29
    assert (
        others.index("いなべ市")
        < others.index('aria-current="page">四日市市')
        < others.index("志摩市")
    )
    lacking = html.split('<h2 id="absent">')[1].split("</ul>")[0]
    assert lacking.startswith("四日市市の行がないデータ</h2>")
    with_codes = {dataset for dataset, _ in referring()}
    assert set(re.findall(r'href="../../datasets/(.*?)/"', lacking)) == with_codes - {
        "mynumber-card-municipalities"
    }


def test_the_list_leads_to_each_and_each_to_the_next(site):
    html = (site / "municipalities" / "index.html").read_text(encoding="utf-8")
    for place in MUNICIPALITIES:
        assert f'href="{place["code"]}/"' in html
    first = (site / "municipalities/242012/index.html").read_text(encoding="utf-8")
    assert "前：" not in first
    assert 'href="../242021/"' in first


@pytest.mark.parametrize(
    ("noun", "said"),
    [
        (Text({"ja": "市町"}), "市町ごとに見る"),
        (None, "市区町村ごとに見る"),
        (Text({"en": "town"}), "市区町村ごとに見る"),
        (Text({"ja": "{n}<b>"}), "{n}&lt;b&gt;ごとに見る"),
    ],
)
def test_the_pages_call_a_municipality_as_the_catalog_does(noun, said):
    catalog = Catalog(Path(), municipalities=Register("places", "code", "name", noun=noun))
    assert of_catalog(catalog, "ja").gettext("look-by-municipality") == said
    assert of_catalog(catalog, "en").gettext("look-by-municipality") == "Municipalities"


def test_the_noun_of_a_catalog_is_never_code_of_a_template():
    noun = "{{ 7 * 7 }}{% if true %}{# <b> #}"
    spoken = language("ja", "ja", noun)
    made = Environment(autoescape=True, extensions=[SaidAtOnce])
    made.globals |= {"language": "ja", "first": "ja", "noun": noun, "_": spoken.gettext}
    page = made.from_string('{{ _("look-by-municipality") }} {{ _("datasets") }}')
    assert page.render() == f"{escape(noun)}ごとに見る データ一覧"


def test_a_catalog_without_a_register_has_no_such_pages(nasty_site):
    assert not (nasty_site / "municipalities").exists()
    assert "municipalities/" not in (nasty_site / "index.html").read_text(encoding="utf-8")


# Its figures beside those of the whole


def figures_of(site, code):
    page = (site / "municipalities" / code / "index.html").read_text(encoding="utf-8")
    plain = re.sub(r"<[^>]*>|\s+", " ", page)
    return re.sub(r" +", " ", plain)


@pytest.mark.parametrize("place", MUNICIPALITIES, ids=lambda place: place["code"])
def test_a_page_has_the_prefecture_s_value_and_the_rank_beside_its_own(site, place):
    newest = [
        row
        for row in rows_of(site / "datasets/mynumber-card-municipalities/data.csv")
        if row["as_of"] == "2022-12-31"
    ]
    own = next(row for row in newest if row["municipality_code"] == place["code"])
    rank = 1 + sum(float(row["issuance_rate"]) > float(own["issuance_rate"]) for row in newest)
    said = figures_of(site, place["code"])
    assert f"2022年12月31日に {own['issuance_rate']}% です。 三重県の56.3%を" in said
    assert f"29市町中{rank}位です（高い順）。" in said
    assert f"交付率 {own['issuance_rate']}% 56.3% 高い順に{rank}位" in said


def test_a_page_draws_the_line_over_time_of_both(site):
    page = (site / "municipalities/242021/index.html").read_text(encoding="utf-8")
    lines = re.findall(r'<polyline class="(\w+)-stroke" points="([^"]+)"', page)
    assert [(kind, len(points.split())) for kind, points in lines] == [("mark", 46), ("strong", 46)]
    drawing = re.search("<svg(?:(?!</svg>).)*<polyline.*?</svg>", page, re.DOTALL)[0]
    drawing = re.sub("<title.*?</title>|<[^>]+>", " ", drawing, flags=re.DOTALL)
    for said in ("0%", "60%", "2018", "2017年3月8日", "2022年12月31日", "四日市市", "三重県"):
        assert said in drawing
    assert len(re.findall(r"\b[0-9.]+%", drawing)) == 7


def test_a_figure_is_ranked_with_its_equals_at_the_newest_time():
    field = Field("n", "number", Text({"ja": "数"}))
    own = {"a": {"2022": "2"}, "b": {"2022": "2"}, "c": {"2022": "1"}, "d": {"2021": "9"}}
    found = dict(area_figures_of(field, field, own, {"2022": "5"}))
    assert {code: (figure.rank, figure.ranked) for code, figure in found.items()} == {
        "a": (1, 3),
        "b": (1, 3),
        "c": (3, 3),
    }


class Counting:
    """A connection that counts how often it was asked."""

    def __init__(self, connection):
        self.connection, self.asked = connection, 0

    def cursor(self):
        self.asked += 1
        return self.connection.cursor()


def test_each_table_is_asked_once_for_the_whole_area_however_many_ask(tmp_path):
    time, code, count = (
        Field("year", "year", Text({})), Field("code", "string", Text({})),
        Field("count", "integer", Text({})),
    )  # fmt: skip
    schema = Schema("c", (time, code, count), Text({}), primary_key=("year", "code"))
    with Tables(tmp_path) as tables:
        connection, published = Counting(tables.connection), []
        for number, last in enumerate(("24201", "24000", "24000")):
            folder = tmp_path / "datasets" / f"d{number}"
            folder.mkdir(parents=True)
            text = f"year,code,count\n2021,{last},{number}\n2022,{last},\n"
            (folder / "d.csv").write_text(text, encoding="utf-8")
            resource = Resource("d", "d.csv", Text({}), schema)
            dataset = Dataset(f"d{number}", folder, Text({}), (resource,))
            loaded = tables.table(dataset, resource)
            published.append(PublishedTable(loaded, resource, connection, dataset, Text({}), ""))
        whole = area_figures.WholeArea("24000", published)
        for _ in range(9):
            assert whole.series(time, count) == {"2021": "1"}
        assert connection.asked == 2
        assert whole.series(time, Field("other", "integer", Text({}))) == {}
        assert area_figures.WholeArea("", published).series(time, count) == {}


def test_a_municipality_of_many_tables_has_its_pages_as_a_long_list_has():
    number_field = Field("n", "number", Text({}))

    def rows(number):
        dataset = Dataset(f"d{number}", Path(), Text({}), ())
        figure = AreaFigure(number_field, number_field, "2022", 1, 1, {"2022": "1"}, {})
        return MunicipalityRows(
            dataset, Resource("r", "", Text({})), 1, (), (figure,) * (number % 2)
        )

    tables = tuple(rows(number) for number in range(30))
    place = Municipality("24201", Text({"ja": "津市"}), None, tables)
    catalog = SimpleNamespace(spatial=None, municipalities=None, datasets=())
    site = SimpleNamespace(municipalities=(place,), datasets=(), catalog=catalog, as_of="")
    _, *parts = municipalities.page_kind.pages(site)
    assert [page.url for page in parts] == [
        "municipalities/24201/", "municipalities/24201/page/2/", "municipalities/24201/page/3/",
    ]  # fmt: skip
    told = [table for page in parts for table in page.data["part"].items]
    assert len(told) == 30
    assert [bool(table.figures) for table in told] == [True] * 15 + [False] * 15


def test_lines_need_three_points_and_no_value_below_zero():
    field = Field("n", "number", Text({"ja": "率"}), unit="%")
    points = {"2020": "1", "2021": "2", "2022": "4"}
    assert (
        line_of(AreaFigure(field, field, "2022", 1, 2, dict(list(points.items())[:2]), {})) is None
    )
    assert line_of(AreaFigure(field, field, "2022", 1, 2, {**points, "2021": "-2"}, {})) is None
    drawn = line_of(AreaFigure(field, field, "2022", 1, 2, points, {"2022": "4"}))
    assert [float(point.split(",")[1]) for point in drawn.own.split()] == [128.5, 91.0, 16.0]
    assert abs(drawn.own_label - drawn.whole_label) >= 34
    assert drawn.scale == ((166.0, "0%"), (128.5, "1%"), (91.0, "2%"), (53.5, "3%"), (16.0, "4%"))
