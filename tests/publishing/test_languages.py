"""The site in English: every word translated, every page mirrored, what is Japanese marked so."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin

from hiraku.model import Catalog, Text
from hiraku.problems import Report
from hiraku.publishing.rendering import environment as templates
from hiraku.publishing.rendering.assets import assets
from hiraku.publishing.site.language import language
from hiraku.publishing.site.links import in_language
from hiraku.publishing.site.menu import menu
from hiraku.publishing.site.published.site import Site

ROOT = Path(__file__).parents[2]
THEME = ROOT / "src" / "hiraku" / "theme"
JAPANESE = re.compile("[ぁ-んァ-ヴ一-龠々]+")
VOID = {"meta", "link", "img", "br", "hr", "input", "source", "wbr"}


class Unmarked(HTMLParser):
    """Gathers the Japanese text that stands in an element that claims to be English."""

    def __init__(self, html):
        super().__init__()
        self.languages, self.found = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        own = dict(attrs)
        if tag not in VOID:
            inherited = self.languages[-1] if self.languages else ""
            self.languages.append("" if tag == "script" else own.get("lang", inherited))
        if own.get("lang") is None and self.languages[-1:] == ["en"]:
            named = [own.get(name) or "" for name in ("aria-label", "title", "alt", "content")]
            self.found += [text for text in named if JAPANESE.search(text)]

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.languages.pop()

    def handle_data(self, data):
        if self.languages[-1:] == ["en"] and JAPANESE.search(data):
            self.found.append(data.strip())


def generated(site):
    """Return the English pages, by the path that their Japanese forms have."""
    folder = site / "en"
    return {page.relative_to(folder).as_posix(): page for page in sorted(folder.rglob("*.html"))}


def test_every_page_has_an_english_form(site):
    english = generated(site)
    for page in site.rglob("index.html"):
        path = page.relative_to(site).as_posix()
        if path.split("/")[0] != "en":
            assert path in english
    assert len(english) > 100


class Menus(HTMLParser):
    """Gathers the address and the words of each link of the menus."""

    def __init__(self, html):
        super().__init__()
        self.links, self.inside = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        own = dict(attrs)
        if tag == "ul":
            self.inside = own.get("class") == "menu"
        elif tag == "a" and self.inside:
            self.links.append([own["href"], ""])

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "ul"

    def handle_data(self, data):
        if self.inside and self.links:
            self.links[-1][1] += data.strip()


def test_the_menus_of_english_pages_are_english_and_lead_to_english_pages(site):
    for path, page in generated(site).items():
        found = Menus(page.read_text("utf-8")).links
        assert len(found) > 10 or re.search(r"(/embed[^/]*|^desk-check)\.html$", path), path
        for address, words in found:
            target = urljoin(f"https://host/en/{path}", address)
            assert target.startswith("https://host/en/"), (path, words)
            assert not JAPANESE.search(words), (path, words)


def test_an_english_menu_says_that_a_page_is_only_there_in_japanese():
    catalog = Catalog(ROOT, (), {}, Text({"ja": "見本"}), languages=("ja", "en"))
    entries = menu(
        [{"手引き": "manual/index.md"}, {"説明": "about.md"}],
        {"ja": {}, "en": {"about/": "About"}},
    )
    absent = {"en": frozenset({"manual/"})}
    site = Site(catalog, (), Report(), "https://host/", "0.1.0")
    frame = templates.Frame(site, entries, assets([THEME]), absent)
    page = templates.Page("contact/", "pages/contact.html", {"usual": None, "others": []})
    said = {
        code: templates.render(templates.environment([], frame, code), page)
        for code in ("ja", "en")
    }
    marked = '<a href="../../manual/" hreflang="ja"><span lang="ja">手引き</span></a>'
    assert marked in said["en"]
    assert '<a href="../about/">About</a>' in said["en"]
    assert '<a href="../manual/">手引き</a>' in said["ja"]


def test_japanese_words_on_english_pages_are_marked(site):
    unmarked = {
        path: Unmarked(page.read_text("utf-8")).found for path, page in generated(site).items()
    }
    # The English sentences on findings quote Japanese characters and units.
    quoting = {path for path in unmarked if path.startswith("manual/findings/")}
    assert {path: texts for path, texts in unmarked.items() if texts and path not in quoting} == {}


def test_symbols_and_legends_of_english_pages_and_charts_are_said_in_english(site):
    pages = [path.read_text("utf-8") for path in site.glob("en/datasets/*/index.html")]
    said = [cell for page in pages for cell in re.findall(r'class="missing"[^>]*>([^<]+)<', page)]
    assert len(said) > 20
    assert [words for words in said if re.search("[ぁ-ん一-龠]", words)] == []
    legends = [page.partition('class="legend"')[2].partition("</dl>")[0] for page in pages]
    assert any("not stated" in legend for legend in legends)
    assert not any("記載なし" in legend for legend in legends)
    charts = [path.read_text("utf-8") for path in site.glob("datasets/*/chart-*.en.svg")]
    assert len(charts) > 5
    assert not any("記載なし" in chart or "該当なし" in chart for chart in charts)


def test_both_forms_of_a_page_name_each_other(site):
    base = "https://opendata.example.jp/"
    for path, page in generated(site).items():
        if path == "404.html":  # it stands for every path
            continue
        bare = path.removesuffix("index.html")
        forms = [(code, base + quote(in_language(bare, code, "ja"))) for code in ("ja", "en")]
        links = [
            f'<link rel="alternate" hreflang="{code}" href="{address}">' for code, address in forms
        ]
        for html in (page.read_text("utf-8"), (site / path).read_text("utf-8")):
            assert all(link in html for link in links)
        assert '<html lang="en"' in page.read_text("utf-8")
        assert f'<link rel="canonical" href="{base}en/{quote(bare)}">' in page.read_text("utf-8")


def test_a_text_without_english_is_marked_as_japanese():
    english = language("en", "ja")
    assert english.marked(Text({"ja": "<津>"})) == '<span lang="ja">&lt;津&gt;</span>'
    assert english.marked(Text({"ja": "津", "en": "Tsu"})) == "Tsu"
    assert language("ja", "ja").marked(Text({"ja": "津", "en": "Tsu"})) == "津"


def test_what_fills_a_blank_is_escaped_and_counted():
    english = language("en", "ja")
    assert english.gettext("n-rows", n="1") == "1 row"
    assert english.gettext("n-rows", n="1,234") == "1,234 rows"
    assert english.gettext("quoted-title", title=Text({"ja": "<b>", "en": "<i>"})) == "“&lt;i&gt;”"
