import re
from types import SimpleNamespace

import pytest
from jinja2 import UndefinedError

from hiraku.model import Catalog, Text, View
from hiraku.problems import Report
from hiraku.publishing.rendering import environment as templates
from hiraku.publishing.rendering.assets import assets
from hiraku.publishing.site.published.chart import Chart, Figures, Heading
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site


@pytest.fixture
def environment(tmp_path):
    catalog = Catalog(tmp_path, title=Text({"ja": "<県>"}))
    site = Site(catalog, (), Report(), "https://data.example/sub/", "0.0")
    return templates.environment(
        [tmp_path], templates.Frame(site, assets=assets([templates.THEME]))
    )


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 KB"),
        (1540, "1.5 KB"),
        (9960, "10 KB"),
        (41_234, "41 KB"),
        (999_600, "1 MB"),
        (31_900_000, "32 MB"),
        (1_000_000_000_000, "1 TB"),
    ],
)
def test_sizes_are_decimal(size, words):
    assert templates.human_size(size) == words


@pytest.mark.parametrize(
    ("address", "verdict"),
    [
        ("https://example.jp/", True),
        ("http://example.jp/", True),
        ("javascript:alert(1)", False),
        ("//example.jp/", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(address, verdict):
    assert templates.is_web_address(address) is verdict


def test_tables_of_markdown_pages_scroll_by_themselves():
    html = templates.scrollable("<table><tr></tr></table><p>x</p><table></table>", "表")
    assert html.count('class="scroll" role="region" tabindex="0"') == 2
    assert 'aria-label="表 1"' in html
    assert 'aria-label="表 2"' in html


def test_links_are_relative_on_pages_and_absolute_on_the_error_page(environment):
    template = environment.from_string("{{ 'datasets/' | url }}")
    assert template.render(here="schemas/kpi/") == "../../datasets/"
    assert template.render() == "/sub/datasets/"


def test_everything_is_escaped_and_nothing_is_undefined(environment):
    assert environment.from_string("{{ site.catalog.title }}").render() == "&lt;県&gt;"
    with pytest.raises(UndefinedError):
        environment.from_string("{{ nobody }}").render()


def test_an_earlier_folder_replaces_a_template(environment, tmp_path):
    (tmp_path / "404.html").write_text("県の頁", encoding="utf-8")
    assert environment.get_template("404.html").render() == "県の頁"


def test_pages_of_mkdocs_share_the_base(environment):
    page = SimpleNamespace(
        url="manual/rules/",
        title="A &amp; B",
        content="<h1>A &amp; B</h1><table></table>",
        meta={},
        parent=SimpleNamespace(
            title="手引き",
            children=[
                SimpleNamespace(is_section=False, is_page=True, url="manual/rules/", title="決まり")
            ],
        ),
    )
    html = environment.get_template("main.html").render(page=page, base_url="..", nav=None)
    assert "<title>A &amp; B | &lt;県&gt;</title>" in html
    assert '<link rel="canonical" href="https://data.example/sub/manual/rules/">' in html
    assert '<a href="./" aria-current="page">決まり</a>' in html
    assert "<h1>A &amp; B</h1>" in html


def test_the_error_page_works_at_any_depth(environment):
    html = environment.get_template("404.html").render(page=None, nav=None, base_url="/sub/")
    assert re.search('href="/sub/assets/hiraku[.][0-9a-f]{10}[.]css"', html)
    assert 'href="/sub/datasets/"' in html
    assert 'name="robots" content="noindex"' in html


@pytest.mark.parametrize(("drawing", "follows"), [("<svg></svg>", True), ("x" * 40_000, False)])
def test_a_chart_that_is_cut_says_of_how_many_and_names_no_table_that_is_not_there(
    environment, drawing, follows
):
    file = Download("datasets/x/chart-a.svg", Text({"ja": "図"}), "image/svg+xml", 1, "0")
    view = View("a", "small-multiples", Text({"ja": "題"}), Text({"ja": "文"}), {}, {})
    figures = Figures((Heading(Text({"ja": "日"})),), (("2022",),), cut=60, drawable=70)
    chart = Chart(view, figures, {"ja": drawing}, {"ja": file}, {})
    page = environment.get_template("partials/charts.html").render(
        charts=[chart], dataset=SimpleNamespace(id="x"), here="datasets/x/"
    )
    assert "全部で70のうち、はじめの60だけを描いています。" in page
    assert ("次の表にあります" in page, "<table" in page) == (follows, follows)
