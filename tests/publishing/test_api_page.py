"""The page of the API says in forms what `openapi.json` lists one by one."""

import json
import re

import pytest


@pytest.fixture(params=["api/index.html", "en/api/index.html"])
def page(request, site):
    return (site / request.param).read_text(encoding="utf-8")


def forms(page):
    return re.findall(r'<td class="short"><a href="[^"]+"><code>/([^<]+)</code>', page)


def test_every_path_of_openapi_has_its_form(page, site):
    expressions = [
        re.compile("/" + re.sub(r"\\{(\w+)\\}", r"({\1}|[^/]+?)", re.escape(form)))
        for form in forms(page)
    ]
    paths = json.loads((site / "openapi.json").read_text("utf-8"))["paths"]
    assert len(paths) > 100
    assert [
        p for p in paths if not any(expression.fullmatch(p) for expression in expressions)
    ] == []


def test_the_page_does_not_grow_with_the_catalog(page, site):
    named = {path.name for path in (site / "datasets").iterdir() if path.is_dir()}
    written = " ".join(forms(page))
    assert len(forms(page)) == len(set(forms(page))) < 75
    assert [name for name in named if f"/{name}" in written] == []
    described = (
        json.loads(path.read_text("utf-8")) for path in site.glob("datasets/*/datapackage.json")
    )
    versions = {package["version"] for package in described}
    assert len(versions) > 1
    assert [version for version in versions if version in written] == []
    assert "/versions/" not in written  # what is not committed has none; see test_ledger


def test_one_line_to_try_and_no_script(page):
    assert "curl https://opendata.example.jp/datasets/" in page
    assert "<script" not in page


def test_whom_to_ask_comes_from_the_catalog(site):
    for path, name in (
        ("contact", "三重県デジタル社会推進局"),
        ("en/contact", "Digital Society Promotion Bureau"),
    ):
        assert name in (site / path / "index.html").read_text("utf-8").partition("<main")[2]
