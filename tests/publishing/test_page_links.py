"""Links of the finished site; the standard library's HTML parser judges our reading of tags."""

from html.parser import HTMLParser

import pytest

from hiraku.publishing.release import page_links


class Judge(HTMLParser):
    def __init__(self):
        super().__init__()
        self.addresses, self.ids = [], set()

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if named.get("id"):
            self.ids.add(named["id"])
        if tag in page_links.REFERRING and named.get("rel") != "canonical":
            self.addresses += [named[name] for name in ("href", "src") if named.get(name)]


def test_the_tags_of_every_page_are_read_as_by_the_parser(any_site):
    seen = 0
    for path in any_site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        judge = Judge()
        judge.feed(text)
        found = page_links.read(text)
        assert sorted(found.addresses) == sorted(judge.addresses), path
        assert found.ids == judge.ids, path
        seen += len(judge.addresses)
    assert seen > 50


@pytest.mark.parametrize(
    "address",
    [
        "a/",
        "./",
        "a/data.csv",
        "a/?x=1",
        "#here",
        "a/#%E6%B4%A5",
        "a",
        "/catalog/a/",
        "/",
        "https://example.jp/none",
        "mailto:a@example.jp",
    ],
)
def test_a_link_that_leads_somewhere_is_none_to_tell(site_of, address):
    assert list(page_links.link_faults(site_of(address))) == []


@pytest.mark.parametrize(
    "address", ["b/", "a/none.csv", "#there", "a/#there", "../", "../../a/", "/catalog/b/c"]
)
def test_a_link_that_leads_nowhere_is_told(site_of, address):
    assert list(page_links.link_faults(site_of(address))) == [f"index.html: {address}"]


@pytest.fixture
def site_of(tmp_path):
    """Return what writes a site of two pages, the first with a link."""

    def write(address):
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "index.html").write_text('<p id="津">', encoding="utf-8")
        (tmp_path / "a" / "data.csv").write_text("", encoding="utf-8")
        text = f'<p id=\'here\'>a &lt;a href="none"><a\nhref="{address}">x</a>'
        (tmp_path / "index.html").write_text(text, encoding="utf-8")
        return tmp_path

    return write
