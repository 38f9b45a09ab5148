"""Every kind of page, judged by strangers: Chromium, axe, and the validator of the W3C."""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import urlopen

import pytest
import statement
from inspection import AXE, WIDTHS, inspect

VNU = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# The budget is 30 KB and 6 requests; the page of a dataset, with its charts, has 35 KB.
MOST_BYTES, MOST_OF_A_DATASET = 30_000, 35_000
MOST_REQUESTS = 6

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def inspections(browser, published):
    if not AXE.is_file():
        pytest.skip("no axe-core (npm ci --prefix tests/browser)")
    generated = {path for paths in published.rendered.values() for path in paths}

    def is_twin(path):
        """Tell the English form of a page that people wrote: its Japanese one is judged in full."""
        return path.startswith("en/") and path not in generated

    return [
        inspect(browser, published.address, path, prose=is_twin(path))
        for path in published.samples()
    ]


def faults(inspections, name):
    return {
        inspection.path: getattr(inspection, name)
        for inspection in inspections
        if getattr(inspection, name)
    }


def test_each_kind_of_page_is_inspected(inspections, published, tell):
    templates = {template for template, _ in published.rendered}
    tell(f"{len(inspections)} pages of {len(templates) + 2} kinds at {WIDTHS}")
    assert len(templates) > 5
    assert len(inspections) > 2 * len(templates)


def test_axe_finds_no_violation(inspections):
    assert faults(inspections, "violations") == {}


def test_the_browser_has_no_complaint_of_the_policy_or_anything_else(inspections):
    told = faults(inspections, "complaints")
    for page in ("404.html", "en/404.html"):
        told.pop(page, None)  # the answer 404 itself is a message on the console
    assert told == {}


def test_no_page_asks_another_site(inspections, published):
    asked = {answer.url for inspection in inspections for answer in inspection.answers}
    assert {url for url in asked if not url.startswith(published.address)} == set()


def test_whatever_a_page_asks_for_is_there(inspections):
    wrong = [a.url for inspection in inspections for a in inspection.answers if a.status != 200]
    assert [url for url in wrong if not url.endswith("/404.html")] == []


def test_nothing_is_wider_than_the_window(inspections):
    assert faults(inspections, "overflows") == {}


def test_each_page_has_one_main_heading(inspections):
    assert [inspection.path for inspection in inspections if inspection.headings != 1] == []


def budget(path):
    return MOST_OF_A_DATASET if re.search(r"(^|/)datasets/[^/]+/$", path) else MOST_BYTES


def test_a_first_visit_is_small(inspections, tell):
    heaviest = max(inspections, key=lambda each: each.sent)
    requests = max(len(inspection.answers) for inspection in inspections)
    tell(f"heaviest first visit: {heaviest.path} {heaviest.sent:,} bytes; {requests} requests")
    assert {p.path: p.sent for p in inspections if p.sent > budget(p.path)} == {}
    many = {p.path: len(p.answers) for p in inspections if len(p.answers) > MOST_REQUESTS}
    assert many == {}


@pytest.fixture(scope="session")
def mute(browser, published):
    """Return the pages that say nothing without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    found = []
    for path in published.samples():
        page.goto(published.address + path)
        main, linked = page.locator("h1"), page.locator("a").count()
        if not main.count() or not main.is_visible() or not linked:
            found.append(path)
    context.close()
    return found


def test_each_kind_of_page_can_be_read_without_javascript(mute):
    assert mute == []


class Links(HTMLParser):
    """The links of a page, and how often each id stands on it."""

    def __init__(self, text):
        super().__init__()
        self.addresses, self.ids = [], Counter()
        self.feed(text)

    def handle_starttag(self, _tag, attrs):
        for name, value in attrs:
            if name == "id":
                self.ids[value] += 1
            elif name in {"href", "src", "data-source"} and value:
                self.addresses.append(value)


def test_every_link_of_every_page_is_answered_and_its_fragment_is_there(published, tell):
    pages = {}
    for path in published.pages():
        file = published.folder / (path if path.endswith(".html") else f"{path}index.html")
        pages[published.address + path] = Links(file.read_text(encoding="utf-8"))
    asked = {}
    for page, read in pages.items():
        for link in read.addresses:
            address = urljoin(page, link)
            if address.startswith(published.address):
                asked.setdefault(address, page)
    missing = [target for target in asked if not answered(target, pages)]
    tell(f"{len(asked):,} different links on {len(pages):,} pages")
    assert {target: asked[target] for target in missing} == {}


def answered(address, pages):
    plain, _, fragment = address.partition("#")
    known = pages.get(plain.partition("?")[0])
    if known:
        return not fragment or unquote(fragment) in map(unquote, known.ids)
    if urlsplit(plain).path.endswith("/404.html"):
        return True
    with urlopen(plain) as answer:  # noqa: S310 - the server of this test
        return answer.status == 200


def test_no_id_stands_twice_on_a_page(published):
    for path in published.folder.rglob("*.html"):
        ids = Links(path.read_text(encoding="utf-8")).ids
        assert [identifier for identifier, count in ids.items() if count > 1] == [], path


@pytest.fixture(scope="session")
def errors(published):
    """Return what the validator objects to, on all pages in one run."""
    if not VNU.is_file() or not shutil.which("java"):
        pytest.skip("no vnu (npm ci --prefix tests/browser; apt-get install default-jre-headless)")
    command = ["java", "-jar", VNU, "--format", "json", "--skip-non-html", published.folder]
    said = subprocess.run(command, check=False, capture_output=True, text=True).stderr
    return [message for message in json.loads(said)["messages"] if message["type"] == "error"]


def test_the_validator_finds_no_error_on_any_page(published, errors, tell):
    tell(f"vnu: {len(published.pages()):,} pages, {len(errors)} errors")
    assert Counter(error["message"] for error in errors) == {}, errors[:5]


def test_the_statement_tells_the_last_run(request):
    """HIRAKU_WRITE_STATEMENT=1 writes what this run found; without it the tools must be named."""
    if os.environ.get("HIRAKU_WRITE_STATEMENT"):
        asked = ("inspections", "published", "browser", "mute", "errors")
        found, site, chromium, silent, wrong = map(request.getfixturevalue, asked)
        counts = {
            "looked": len(found),
            "pages": len(site.pages()),
            "violations": sum(len(inspection.violations) for inspection in found),
            "overflows": sum(len(inspection.overflows) for inspection in found),
            "mute": len(silent),
            "errors": len(wrong),
        }
        statement.write(counts | {"chromium": chromium.version})
    for path in statement.STATEMENTS.values():
        block = path.read_text(encoding="utf-8").split(statement.MARKS[0])[1]
        assert statement.AXE in block
        assert statement.VNU in block
