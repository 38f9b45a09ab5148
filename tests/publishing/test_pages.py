import gzip
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from msgspec.structs import replace

from hiraku.model import (
    Area,
    Catalog,
    Dataset,
    Field,
    ForeignKey,
    License,
    MissingValue,
    Party,
    Period,
    Resource,
    Schema,
    Source,
    Text,
    Texts,
    Theme,
)
from hiraku.problems import Counts, Place, Problem, Report, Severity
from hiraku.publishing.pages.page_kind import page_kinds
from hiraku.publishing.rendering import environment as templates
from hiraku.publishing.rendering.assets import STYLESHEET, assets
from hiraku.publishing.site import links
from hiraku.publishing.site.menu import menu
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download, Format
from hiraku.publishing.site.published.municipality import Municipality, MunicipalityRows
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.site.published.table import PublishedResource
from hiraku.reserved_names import NO_THEME, RESERVED

ROOT = Path(__file__).parents[2]
THEME = ROOT / "src" / "hiraku" / "theme"
BASE = "https://data.example/library/"
ASSETS = assets([THEME])
STYLE = ASSETS[STYLESHEET]
EVIL = '<script>alert("x")</script>'
LONG = "https://example.jp/" + "x" * 300

CODE = Field(
    "code",
    "string",
    Text({"ja": "団体コード"}),
    Text({"ja": "6桁のコード"}),
    constraints={"required": True, "unique": True, "pattern": "[0-9]{6}"},
    example="242012",
)
RATE = Field(
    "rate",
    "number",
    Text({"ja": "交付率"}),
    unit="%",
    constraints={"minimum": 0, "maximum": 100},
    missing_values=(MissingValue("", Text({"ja": "調査中"})),),
)
NAME = Field(
    "name",
    "string",
    Text({"ja": EVIL}),
    constraints={"enum": [f"{n}つ目" for n in range(9)], "minLength": 2, "maxLength": 2},
)
CARDS = Schema(
    "cards", (CODE, RATE, NAME), Text({"ja": "交付率の表"}), "1.2.0", primary_key=("code",)
)
NOTES = Schema(
    "notes",
    (CODE,),
    Text({"ja": "注記の表"}),
    unique_keys=(("code",),),
    foreign_keys=(
        ForeignKey(("code",), ("code",), "cards", "cards"),
        ForeignKey(("code",), ("code",)),
    ),
)
DATASET_AND_MUNICIPALITY = ("datasets/cards/", "municipalities/242012/")
ROWS = (("242012", "46.8", EVIL), ("242021", "", LONG))


def published(dataset, previews, report=None):
    """Publish `dataset` with the given first rows of each table."""
    tables = tuple(
        PublishedResource(
            resource,
            len(rows),
            rows[:20],
            downloads(dataset, resource),
            types=("VARCHAR",) * len(resource.schema.fields),
        )
        for resource, rows in zip(dataset.resources, previews, strict=True)
    )
    documents = tuple(
        Download(
            links.document(dataset.id, name), Text({"ja": name}), "application/json", 3210, "b" * 64
        )
        for name in ("datapackage.json", "schema.json", "report.json")
    )
    return PublishedDataset(dataset, tables, documents, "2022-10-11", report or Report())


def downloads(dataset, resource):
    formats = {"csv": "CSV", "excel.csv": "Excel用CSV", "json": "JSON"}
    return tuple(
        Download(
            links.download(dataset, resource, suffix),
            Text({"ja": title}),
            "text/csv",
            41_000,
            "a" * 64,
            format=Format(Text({"ja": title}), suffix, position),
        )
        for position, (suffix, title) in enumerate(formats.items())
    )


def cards(**changes):
    made = Dataset(
        "cards",
        ROOT,
        Text({"ja": f"交付率 {EVIL}"}),
        (Resource("cards", "cards.csv", Text({"ja": "交付率"}), CARDS),),
        Text({"ja": f"**市町**の交付率です。{EVIL} [資料](javascript:alert(1))"}),
        Text({"ja": "1行は「ある日における一つの地域の交付率」です。"}),
        "1.2.0",
        "2022-10-11T00:00:00+09:00",
        licenses=(
            License("CC-BY-4.0", Text({"ja": "CC 表示 4.0"}), "https://example.org/by/4.0/"),
        ),
        sources=(Source(Text({"ja": "資料"}), "javascript:alert(1)", "第3章"),),
        publisher=Party(Text({"ja": "県"})),
        contact=Party(Text({"ja": "推進局"}), homepage="https://example.jp/", email="a@example.jp"),
        theme="life",
        update_frequency="annual",
        temporal=Period("2022-04", "2022-08-31"),
        spatial=Area(Text({"ja": "県内"})),
        notes=Texts({"ja": (f"注記 {EVIL}",)}),
    )
    return replace(made, **changes)


def site_of(*datasets):
    catalog = Catalog(
        ROOT,
        tuple(dataset.dataset for dataset in datasets),
        {"cards": CARDS, "notes": NOTES},
        Text({"ja": "見本ライブラリ"}),
        Text({"ja": "見本です。"}),
        Party(Text({"ja": "県"}), homepage="https://example.jp/"),
        licenses=(
            License("CC-BY-4.0", Text({"ja": "CC 表示 4.0"}), "https://example.org/by/4.0/"),
        ),
        themes=(Theme("life", Text({"ja": "暮らし"})),),
    )
    return Site(catalog, datasets, Report(), BASE, "0.1.0")


def rendered(site):
    """Render every generated page, by URL."""
    entries = menu([{"開発者の方へ": "guide-developers.md"}], {"ja": {}})
    frame = templates.Frame(site, entries, assets([templates.THEME]))
    environment = templates.environment([], frame)
    return {
        page.url: templates.render(environment, page)
        for kind in page_kinds().values()
        for page in kind.pages(site)
    }


@pytest.fixture(scope="module")
def pages():
    two_tables = cards(
        id="two",
        theme=None,
        resources=(
            Resource("first", "first.csv", Text({"ja": "一つめ"}), CARDS),
            Resource("second", "second.csv", Text({"ja": "二つめ"}), NOTES),
        ),
    )
    warned = Report(
        (
            Problem(
                "encoding-alias",
                Place("x.csv"),
                {"encoding": "sjis"},
                severity=Severity.WARNING,
                total=3,
            ),
        ),
        Counts(1, 1, 1234, 5678),
    )
    return rendered(
        site_of(
            published(cards(), [ROWS], warned),
            published(two_tables, [ROWS, ()]),
            published(cards(id="bare", row=None, description=None, licenses=(), sources=()), [()]),
        )
    )


class Outline(HTMLParser):
    """What a page holds: start tags with their attributes, and its text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def values(self, name):
        return [attributes[name] for _, attributes in self.tags if name in attributes]


def test_every_kind_of_page_is_rendered(pages):
    assert sorted(page for page in pages if not page.startswith("manual/")) == [
        "",
        "api/",
        "changes/",
        "conformance/",
        "contact/",
        "datasets/",
        "datasets/bare/",
        "datasets/bare/embed.html",
        "datasets/cards/",
        "datasets/cards/embed.html",
        "datasets/format/csv/",
        "datasets/format/excel.csv/",
        "datasets/format/json/",
        "datasets/frequency/annual/",
        "datasets/publisher/%E7%9C%8C/",
        "datasets/theme/_others/",
        "datasets/theme/life/",
        "datasets/two/",
        "datasets/two/embed.html",
        "datasets/year/2022/",
        "desk-check.html",
        "quality/",
        "schemas/",
        "schemas/cards/",
        "schemas/notes/",
        "search/",
    ]


def in_the_frame(pages):
    """Yield the pages but the one that stands by itself, which `test_first_site.py` judges."""
    return ((url, html) for url, html in pages.items() if url != links.DESK_CHECK)


def test_nothing_is_executed_and_nothing_is_styled_inline(pages):
    for url, html in in_the_frame(pages):
        outline = Outline(html)
        scripts = [attributes for tag, attributes in outline.tags if tag == "script"]
        inline = [script for script in scripts if "src" not in script]
        data = {"application/ld+json", "application/json"}
        assert {script["type"] for script in inline} <= data
        own = [script for script in scripts if "src" in script]
        assert all(urljoin(BASE + url, script["src"]).startswith(BASE) for script in own)
        assert not outline.values("style")
        assert not [tag for tag, _ in outline.tags if tag == "style"]
        assert not [name for _, tag in outline.tags for name in tag if name.startswith("on")]
        assert not [
            address for address in outline.values("href") if address.startswith("javascript:")
        ]


def test_data_stay_text(pages):
    html = pages["datasets/cards/"]
    assert EVIL not in html
    assert EVIL in Outline(html).text
    assert "&lt;script&gt;" in html


def test_heads_name_the_page(pages):
    for url, html in pages.items():
        outline = Outline(html)
        assert '<html lang="ja"' in html
        assert f'<link rel="canonical" href="{BASE}{url}">' in html
        assert len([tag for tag, _ in outline.tags if tag == "h1"]) == 1
        assert "default-src 'none'; script-src" in outline.values("content")[0]
        assert "見本ライブラリ</title>" in html


def test_headings_skip_no_level(pages):
    for html in pages.values():
        levels = [int(tag[1]) for tag, _ in Outline(html).tags if re.fullmatch("h[1-6]", tag)]
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_fragments_exist(pages):
    ids = {url: Outline(html).values("id") for url, html in pages.items()}
    for url, html in pages.items():
        assert len(ids[url]) == len(set(ids[url]))
        for href in Outline(html).values("href"):
            target, _, fragment = urljoin(BASE + url, href).partition("#")
            if fragment:
                assert fragment in ids[target.removeprefix(BASE)]


def test_internal_links_lead_to_what_is_published(pages):
    documents = {
        f"datasets/{name}/{file}"
        for name in ("cards", "two", "bare")
        for file in (
            f"{name}.zip",
            *("data.csv", "data.excel.csv", "data.json"),
            *("schema.json", "json-schema.json", "datapackage.json", "report.json", "badge.svg"),
            *("second.csv", "second.excel.csv", "second.json"),
            *("second.schema.json", "second.json-schema.json"),
        )
    }
    styles = {asset.path for asset in ASSETS.values()}
    known = {*pages, *documents, *styles, "assets/favicon.svg", "SHA256SUMS"}
    known |= {"quality.json", "quality.csv", "quality.ics"}
    known |= {"guide-developers/", "openapi.json", "datasets.csv"}
    for url, html in pages.items():
        if url == "api/":
            continue  # its files are asked for in test_openapi.py, of a whole site
        for href in Outline(html).values("href"):
            target = re.split("[#?]", urljoin(BASE + url, href))[0]
            if target.startswith(BASE):
                assert target.removeprefix(BASE) in known


def test_head_of_a_dataset_says_what_it_is(pages):
    text = re.sub(r"\s+", " ", Outline(pages["datasets/cards/"]).text)
    for words in (
        "検査に合格",
        "版 1.2.0",
        "1行は「ある日における一つの地域の交付率」です。",
        "2022年4月〜2022年8月31日",
        "2 × 3",
        "年1回",
        "CSVをダウンロード 41 KB",
    ):
        assert words in text
    assert '<a href="https://example.jp/">推進局</a>' in pages["datasets/cards/"]


def test_the_facts_of_a_dataset_name_its_publisher(pages):
    facts = pages["datasets/cards/"].partition('<dl class="facts">')[2].partition("</dl>")[0]
    assert "<dt>公開者</dt><dd>県</dd>" in facts


def test_preview_tells_missing_values_from_text(pages):
    html = pages["datasets/cards/"]
    assert (
        '<td class="number" data-label="交付率："><span class="missing">調査中</span></td>' in html
    )
    assert '<td class="number" data-label="交付率：">46.8</td>' in html
    details = f"<details><summary>{LONG[:40]}</summary>{LONG[40:]}</details>"
    assert f">{details}</td>" in html
    assert "交付率（全2行）" in html
    assert "データの行はありません。" in pages["datasets/bare/"]


def test_rows_of_a_municipality_are_shown_as_in_the_preview():
    symbols = (MissingValue("", Text({"ja": "調査中"})), MissingValue("x", Text({"ja": "秘匿"})))
    fields = (CODE, replace(RATE, missing_values=symbols), NAME)
    table = Resource("cards", "cards.csv", Text({"ja": "交付率"}), replace(CARDS, fields=fields))
    shown = cards(resources=(table,))
    rows = (("242012", "46.8", LONG), ("242012", "x", EVIL), ("242012", "", ""))
    site = site_of(published(shown, [rows]))
    place = Municipality(
        "242012", Text({"ja": "津市"}), None, (MunicipalityRows(shown, table, 3, rows),)
    )
    pages = rendered(replace(site, municipalities=(place,)))
    bodies = [re.findall(r"<tr><td.*</tr>", pages[url]) for url in DATASET_AND_MUNICIPALITY]
    assert bodies[0][:3] == bodies[1]
    symbol = '<span class="symbol">x</span> <span class="missing">秘匿</span>'
    assert f'<td class="number" data-label="交付率：">{symbol}</td>' in bodies[1][1]
    assert 'data-label="交付率："><span class="missing">調査中</span></td>' in bodies[1][2]


def test_preview_of_a_long_table_says_how_much_is_shown():
    table = cards(resources=(Resource("cards", "cards.csv", Text({"ja": "交付率"}), CARDS),))
    whole = published(table, [ROWS * 10])
    resource = replace(whole.resources[0], rows=1234)
    pages = rendered(site_of(replace(whole, resources=(resource,))))
    assert "交付率（全1,234行のうち最初の20行）" in pages["datasets/cards/"]


def test_rules_are_said_in_words(pages):
    text = re.sub(r"\s+", " ", Outline(pages["schemas/cards/"]).text)
    for words in ("必須 重複しない 半角の数字6桁", "0以上 100以下", "2文字", "選択肢 9個"):
        assert words in text
    assert "空欄は「調査中」の意味です。" in text


def test_keys_are_said_in_words_with_links(pages):
    assert "主キー：「団体コード」の値で1行が決まります。" in pages["schemas/cards/"]
    html = pages["schemas/notes/"]
    assert "一意：「団体コード」の値が同じ行は二つありません。" in html
    assert '<a href="../../datasets/cards/">交付率' in html
    assert "この表の <code>code</code> に必ずあります。" in html


def test_schema_names_the_datasets_that_use_it(pages):
    assert 'href="../../datasets/two/second.schema.json"' in pages["schemas/notes/"]
    assert 'href="../../datasets/cards/schema.json"' in pages["schemas/cards/"]


def test_credit_is_ready_to_copy(pages):
    text = Outline(pages["datasets/cards/"]).text
    credit = f"見本ライブラリ「交付率 {EVIL}」（県、CC BY 4.0 https://example.org/by/4.0/）"
    assert f"{credit} {BASE}datasets/cards/" in text
    assert f"{credit}を加工して作成 {BASE}datasets/cards/" in text
    assert "出典の書き方" not in pages["datasets/bare/"]


def test_quality_tells_warnings_too(pages):
    text = re.sub(r"\s+", " ", Outline(pages["datasets/cards/"]).text)
    assert "1,234行・5,678個の値をすべて検査しました。誤りはありません。" in text
    assert "注意が3件あります。 encoding-alias 3件（x.csv）" in text


def test_search_engines_get_valid_json(pages):
    block = re.search(r"ld\+json\">(.*?)</script>", pages["datasets/cards/"], re.DOTALL)
    described = json.loads(block[1])
    assert described["@type"] == "Dataset"
    assert described["name"] == f"交付率 {EVIL}"
    assert described["url"] == f"{BASE}datasets/cards/"
    assert described["temporalCoverage"] == "2022-04/2022-08-31"
    assert described["distribution"][0]["contentUrl"] == f"{BASE}datasets/cards/data.csv"


def test_datasets_without_theme_come_last(pages):
    html = pages["datasets/"]
    assert html.index("暮らし</h2>") < html.index("その他</h2>") < html.index('href="two/"')


def test_chips_and_facets_count_every_dataset_of_the_whole_list(monkeypatch):
    listed = [cards(id=f"c{n:02}", theme=None if n % 3 else "life") for n in range(60)]
    covered = Period("1900-01-01", "2022-08-31")
    site = site_of(*(published(replace(own, temporal=covered), [ROWS]) for own in listed))
    kinds = {name: page_kinds()[name] for name in ("datasets", "facets", "search")}
    monkeypatch.setitem(rendered.__globals__, "page_kinds", lambda: kinds)
    pages = rendered(site)
    for url in ("datasets/", "datasets/page/2/", "search/"):
        for theme, count in (("暮らし", "20"), ("その他", "40")):
            counted = re.findall(f'{theme}(?:</a>)? <span class="size">([0-9]+)', pages[url])
            assert set(counted) == {count}, url
    assert pages["datasets/"].count('<p class="meta">') == 40
    without = links.theme(NO_THEME)
    assert pages[without].count('<p class="meta">') == 40
    assert f'href="{without.removeprefix("datasets/")}"' in pages["datasets/"]
    years = [url for url in pages if url.startswith("datasets/year/") and "page" not in url]
    assert len(years) == 50
    assert min(years) == "datasets/year/1973/"


def test_a_wrong_value_is_told_with_its_row_without_a_script():
    asked = Party(Text({"ja": "課"}), email="a@example.jp")
    form = "https://example.jp/form?d={dataset}&v={version}&r={row}"
    for party, wanted in (
        (asked, "%E8%A1%8C%EF%BC%9A2%0A"),
        (replace(asked, form=form), "v=1.2.0&amp;r=2"),
    ):
        html = rendered(site_of(published(cards(contact=party), [ROWS])))["datasets/cards/"]
        links_ = re.findall(r'<a href="([^"]+)">([12])</a>', html)
        assert [number for _, number in links_] == ["1", "2"]
        assert links_[1][0].endswith(wanted)
        button = re.search(r'class="button" href="([^"]+)" data-report="([^"]+)"', html)
        assert "row" not in button[1].lower()
        assert re.search(r"%7Brow%7D|\{row\}", button[2])


def test_what_stands_beside_the_datasets_is_kept_from_their_names():
    many = {f"d{number}" for number in range(101)}
    pages = rendered(
        site_of(*(published(cards(id=identifier), [()]) for identifier in sorted(many)))
    )
    below = {page.split("/")[1] for page in pages if page.startswith("datasets/")}
    assert below - {*many, ""} == set(RESERVED)


def test_an_empty_catalog_has_pages_too():
    pages = rendered(site_of())
    assert "公開しているデータはまだありません。" in pages[""]
    assert "公開しているデータはまだありません。" in pages["datasets/"]


def test_a_dataset_page_is_light():
    rows = tuple((f"{n:06}", f"{n}.5", f"市町の名前{n}") for n in range(20))
    html = rendered(site_of(published(cards(), [rows])))["datasets/cards/"]
    style = STYLE.content.encode()
    icon = (THEME / "assets" / "favicon.svg").read_bytes()
    scripts = [ASSETS[name].content.encode() for name in ("copy.js", "table.js")]
    loaded = [len(gzip.compress(content)) for content in (style, html.encode(), icon, *scripts)]
    assert loaded[0] < 6_000
    assert sum(loaded) < 24_000


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrasts_reach_wcag_aa(scheme):
    style = STYLE.content
    light, dark = re.findall(r":root\{(.*?)\}", style, re.DOTALL)[:2]
    colours = dict(re.findall(r"--([\w-]+):(#\w+)", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+):(#\w+)", dark))
    for ground in ("ground", "raised"):
        for text in ("text", "quiet", "accent", "accent-strong", "good", "late"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
        assert contrast(colours["edge"], colours[ground]) >= 3
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
    assert contrast(colours["on-accent"], colours["accent-strong"]) >= 4.5


@pytest.mark.parametrize(
    "path", sorted((ROOT / "site_src/pages").glob("*.md")), ids=lambda p: p.stem
)
def test_pages_written_by_people_hold_what_they_show(path):
    text = path.read_text(encoding="utf-8")
    for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL):
        assert isinstance(yaml.safe_load(block), dict)
    for source in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        compile(source, str(path), "exec")
    configured = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for address in re.findall(r"https://opendata[^/]*/", text):
        assert f'"{address}"' in configured


def test_the_home_page_says_the_findings_that_the_catalog_chose_each_with_a_chart(site):
    page = (site / "index.html").read_text("utf-8")
    part = page.partition('<h2 id="findings">')[2].partition("</section>")[0]
    assert re.findall(r'href="datasets/([^/]+)/"', part) == [
        "mynumber-card-issuance",
        "procedures",
        "kpi",
    ]
    assert part.count("<svg") == 3
    assert len(set(ids := re.findall(r' id="([^"]+)"', part))) == len(ids)
    assert '<b>56.3<span class="unit">%</span></b>' in part
    assert "3,082" in part
