"""What acts among the pages is told, however it is written; what only shows something is not."""

import pytest

from hiraku.confined.calls import Died
from hiraku.reading.pages import active_files, rendering
from hiraku.reading.pages.active_files import active_problems
from hiraku.reading.pages.active_markup import is_active
from hiraku.reading.pages.rendering import MAX_BYTES, rendered_acts
from hiraku.reading.pages.reviewed import read_reviewed

ACTIVE = [
    "<script>alert(1)</script>",
    "<SCRIPT src=//a.jp/x.js>",
    "<svg/onload=alert(1)>",
    "<img src=x\nonerror = 'alert(1)'>",
    '<img alt=">" onerror=alert(1)>',
    "<img alt='\"' onerror=alert(1)>",
    '<p a"b onclick=alert(1)>',
    '<p title=a"b onclick=alert(1)>',
    "<x/y/onclick=alert(1)>",
    '<p title="x"onclick=alert(1)>',
    '<a href="javascript:alert(1)">',
    '<a href=" &#106;ava&#x0a;script:alert(1)">',
    "<a href=&#106avascript:alert(1)>",
    '<a href="java\tscript:alert(1)">',
    '<a href="vbscript:x">',
    '<a href="data:text/html,x">',
    "<iframe srcdoc=x>",
    "<b srcdoc=x>",
    '<object data="x.swf">',
    '<form action="https://a.jp/">',
    '<base href="https://a.jp/">',
    '<meta http-equiv="refresh" content="0;url=https://a.jp/">',
    '<s:script xmlns:s="http://www.w3.org/2000/svg">',
    "<svg><foreignObject/></svg>",
    '<animate attributeName="href" to="x"/>',
    '<set attributeName="onclick" to="x"/>',
    '<animate values="#a;javascript:alert(1)"/>',
    '<!DOCTYPE svg [<!ENTITY a "x">]>',
    '<!DOCTYPE svg SYSTEM "x.dtd" [ ]>',
    '<?xml-stylesheet href="x.xsl"?>',
    '<?xml version="1.0" encoding="UTF-7"?><svg/>',
    '<meta charset="iso-2022-jp">',
    "<p>\0</p>",
    "<p>\udcff</p>",
]
PASSIVE = [
    "",
    "<p>1 < 2, on = 1, javascript: is a language</p>",
    '<svg xmlns="http://www.w3.org/2000/svg"><a href="#b"><title>x</title></a></svg>',
    '<?xml version="1.0" encoding="utf-8"?><svg><image href="data:image/png;base64,AA=="/></svg>',
    '<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><a href="https://a.jp/?on=1">x</a></html>',
    "&lt;script&gt;",
    '<p class="on" data-on="1" title="onclick=1">',
]


@pytest.mark.parametrize("text", ACTIVE)
def test_markup_that_acts(text):
    assert is_active(text.encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("text", PASSIVE)
def test_markup_that_shows(text):
    assert not is_active(text.encode())


@pytest.mark.parametrize("codec", ["utf-16", "utf-32", "utf-16-le"])
def test_markup_in_another_encoding_may_do_anything(codec):
    assert is_active("<svg onload='x'/>".encode(codec))


MARKDOWN = [
    "[a](javascript:alert(1))",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "[a](java&#115;cript:alert(1))",
    "# a {: onclick=alert(1) }",
    "x\n{: onclick=alert(1) }",
    "<div markdown onclick=alert(1)>*x*</div>",
    "---\na: |\n  ```\n---\n<script>x</script>\n",
    "a: ```\n\n<img src=x onerror=alert(1)>\n",
]


@pytest.mark.parametrize("text", MARKDOWN)
def test_a_page_that_acts_once_it_is_rendered(text):
    assert rendering._may_act(text)  # noqa: SLF001 - what it lets through is never rendered
    assert rendered_acts(text)


@pytest.mark.parametrize(
    "text", ["`<script>`", "```\n<iframe onload=x>\n```", "    <script>\n", "use onclick= here"]
)
def test_a_page_that_tells_of_scripts(text):
    assert not rendered_acts(text)


CONFIGURATION = "docs_dir: pages\ntheme: {name: hiraku}\n"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION)
    (tmp_path / "pages").mkdir()
    return tmp_path


def test_a_large_page_is_not_rendered(root):
    (root / "pages" / "a.md").write_text("a" * (MAX_BYTES + 1))
    (problem,) = active_problems(root)
    assert (problem.id, problem.hint) == ("page-too-costly", "large")


@pytest.mark.parametrize("reason", ["memory", "time", "crash"])
def test_a_page_of_brackets_comes_to_an_end(root, monkeypatch, reason):
    def dying(*_):
        raise Died(reason)

    monkeypatch.setattr(rendering, "call", dying)
    (root / "pages" / "a.md").write_text("[" * 8000)
    (problem,) = active_problems(root)
    assert (problem.id, problem.hint) == ("page-too-costly", reason)


def test_what_was_looked_at_is_told_again_when_it_changes(root):
    script = root / "pages" / "a.js"
    script.write_text("1")
    (problem,) = active_problems(root)
    (root / "reviewed.sha256").write_text(f"# by hand\n{problem.values['line']}\n")
    assert list(active_problems(root)) == []
    script.write_text("2")
    assert [problem.hint for problem in active_problems(root)] == ["program"]


def test_a_list_of_what_was_looked_at_is_no_link(root, tmp_path_factory):
    other = tmp_path_factory.mktemp("others") / "reviewed.sha256"
    other.write_text(f"{'0' * 64}  pages/a.js\n")
    (root / "reviewed.sha256").symlink_to(other)
    assert read_reviewed(root) == frozenset()


@pytest.mark.parametrize("name", ["a.JS", "b.php", ".htaccess", "c.xlsm", "d.svgz", "e.SVG"])
def test_names_in_any_case_are_looked_at(root, name):
    (root / "pages" / name).write_bytes(b"<svg onload=x>")
    assert [problem.id for problem in active_problems(root)] == [active_files.ACTIVE]
