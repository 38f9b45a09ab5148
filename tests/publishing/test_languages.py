"""The site in English: every word translated, every page mirrored, what is Japanese marked so."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from hiraku.model import Text
from hiraku.publishing.language import Language, language
from hiraku.publishing.links import in_language

THEME = Path(__file__).parents[2] / "src" / "hiraku" / "theme"
JAPANESE = re.compile("[ぁ-んァ-ヴ一-龠々]+")
VOID = {"meta", "link", "img", "br", "hr", "input", "source", "wbr"}


def messages():
    """Return each message of the templates, with the file that has it."""
    found = extract_from_dir(THEME, [("**.html", "jinja2.ext:babel_extract")], keywords={"_": None})
    return {message: file for file, _, message, _, _ in found}


def test_every_word_of_the_theme_is_translated_and_no_other():
    known = language("en").messages
    wanted = messages()
    assert {word: wanted[word] for word in set(wanted) - set(known)} == {}
    assert set(known) - set(wanted) == set()


def test_no_word_is_translated_twice():
    text = (THEME / "locale/en/LC_MESSAGES/hiraku.po").read_text(encoding="utf-8")
    words = re.findall(r"^msgid (.+)$", text, re.MULTILINE)
    assert sorted(words) == sorted(set(words))


def test_a_translation_has_the_blanks_of_its_message():
    for message, said in language("en").messages.items():
        for each in [said] if isinstance(said, str) else said:
            assert set(re.findall(r"%\(\w+\)s", each)) == set(re.findall(r"%\(\w+\)s", message))


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
            named = [own.get(each) or "" for each in ("aria-label", "title", "alt", "content")]
            self.found += [each for each in named if JAPANESE.search(each)]

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


def test_every_generated_page_has_an_english_form(site):
    english = generated(site)
    written = {"about", "terms", "guide-developers", "guide-stewards", "manual"}
    for page in site.rglob("index.html"):
        path = page.relative_to(site).as_posix()
        if path.split("/")[0] not in {"en", *written}:
            assert path in english
    assert len(english) > 100


def test_japanese_words_on_english_pages_are_marked(site):
    unmarked = {
        path: Unmarked(page.read_text("utf-8")).found for path, page in generated(site).items()
    }
    # The English sentences on findings quote Japanese characters and units.
    quoting = {path for path in unmarked if path.startswith("manual/findings/")}
    assert {path: found for path, found in unmarked.items() if found and path not in quoting} == {}


def test_both_forms_of_a_page_name_each_other(site):
    base = "https://opendata.example.jp/"
    for path, page in generated(site).items():
        bare = path.removesuffix("index.html")
        forms = [(code, base + in_language(bare, code)) for code in ("ja", "en")]
        links = [
            f'<link rel="alternate" hreflang="{code}" href="{address}">' for code, address in forms
        ]
        for html in (page.read_text("utf-8"), (site / path).read_text("utf-8")):
            assert all(each in html for each in links)
        assert '<html lang="en">' in page.read_text("utf-8")
        assert f'<link rel="canonical" href="{base}en/{bare}">' in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("iso", "ja", "en"),
    [
        ("2022-08-31", "2022年8月31日", "31 August 2022"),
        ("2022-08", "2022年8月", "August 2022"),
        ("2022", "2022年", "2022"),
        ("2026-11-23T00:00:00+09:00", "2026年11月23日", "23 November 2026"),
        ("随時", "随時", "随時"),
        ("2022-8-31", "2022-8-31", "2022-8-31"),
        ("2022-13-01", "2022-13-01", "2022-13-01"),
    ],
)
def test_dates_are_said_in_words(iso, ja, en):
    assert (language("ja").date(iso), language("en").date(iso)) == (ja, en)


def test_a_text_without_english_is_marked_as_japanese():
    english = language("en")
    assert english.marked(Text("<津>")) == '<span lang="ja">&lt;津&gt;</span>'
    assert english.marked(Text("津", "Tsu")) == "Tsu"
    assert language("ja").marked(Text("津", "Tsu")) == "津"


def test_what_fills_a_blank_is_escaped_and_counted():
    english = Language("en", {"%(n)s行": ("%(n)s row", "%(n)s rows"), "「%(x)s」": "“%(x)s”"})
    assert english.gettext("%(n)s行", n="1") == "1 row"
    assert english.gettext("%(n)s行", n="1,234") == "1,234 rows"
    assert language("en").gettext("選択肢 %(n)s個", n=1) == "1 choice"
    assert english.gettext("「%(x)s」", x=Text("<b>", "<i>")) == "“&lt;i&gt;”"
