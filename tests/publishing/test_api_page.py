"""The page of the API says in forms what `openapi.json` lists one by one; it holds what it says."""

import csv
import json
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
TEMPLATE = TESTS.parent / "src" / "hiraku" / "theme" / "pages" / "api.html"
HERE, HOSTING, LEDGER = (f"publishing/test_{name}.py" for name in ("api_page", "hosting", "ledger"))
FOR_EVER = "publishing/test_addresses_for_ever.py"

# Each sentence of the page, and the tests that fail where it is not true.
HELD = {
    "no-registration-no-key-every": [(HOSTING, "test_a_file_has_its_type")],
    "no-registration-no-key-files": [(LEDGER, "test_a_second_table_that_goes_is_named")],
    "one-line-terminal-brings": [(HERE, "test_what_is_to_be_tried_is_there")],
    "all-said-one-dataset": [(HERE, "test_what_is_to_be_tried_is_there")],
    "list-all-datasets": [(HERE, "test_what_is_to_be_tried_is_there")],
    "files-dataset-stand-below": [(HERE, "test_every_path_of_openapi_has_its_form")],
    "where-dataset-several-tables": [(LEDGER, "test_a_second_table_that_goes_is_named")],
    "lists-form-ckans-action": [
        (HOSTING, "test_lists_of_ckan_ignore_what_is_asked_for"),
        (HERE, "test_the_search_of_ckan_gives_every_dataset"),
    ],
    "every-url-stands-description": [(HERE, "test_every_file_stands_in_openapi")],
    "urls-stay-where-dataset": [
        (FOR_EVER, "test_every_address_that_would_be_lost_is_named"),
        (FOR_EVER, "test_nginx_leads_on_and_tells_what_was_withdrawn"),
    ],
    "when-column-changes-name": [
        (FOR_EVER, "test_a_break_under_the_same_version_is_refused"),
        (FOR_EVER, "test_a_break_is_not_published"),
    ],
    "text-utf-8-dates": [(HERE, "test_dates_and_numbers_of_csv_have_one_form")],
    "sha-256-every-file": [("publishing/test_first_site.py", "test_checksums_hold_for_every_file")],
    "pages-other-sites-read": [
        (HOSTING, "test_every_answer_has_the_headers"),
        (HOSTING, "test_headers_says_the_type_of_answers_and_keeps_assets"),
    ],
    "only-versions-passed-their": [
        (FOR_EVER, "test_a_break_is_not_published"),
        (FOR_EVER, "test_thirty_commits_give_every_version_but_the_withdrawn_one"),
    ],
    "replace-dataset-id-dataset": [(HERE, "test_every_path_of_openapi_has_its_form")],
}
HEADS = {"api", "content", "kind", "try-30-seconds", "how-urls-made", "promises", "all-urls",
         "every-dataset", "some-datasets", "whole-catalog"}  # fmt: skip


def test_each_sentence_of_the_page_is_held():
    said = set(re.findall(r'_\("([^"]+)"', TEMPLATE.read_text("utf-8")))
    assert said - HEADS == set(HELD)
    for file, name in (held for tests in HELD.values() for held in tests):
        assert f"def {name}(" in (TESTS / file).read_text("utf-8"), (file, name)


def test_what_is_to_be_tried_is_there(page, site):
    tried = re.findall(r"curl https://opendata\.example\.jp/([^<]+)<", page)
    assert [path.rpartition("/")[2] for path in tried[:2]] == ["data.csv", "datapackage.json"]
    assert len(tried) == 3
    assert all((site / path).is_file() for path in tried)


def test_the_search_of_ckan_gives_every_dataset(site):
    answer = json.loads((site / "api/3/action/package_search").read_text("utf-8"))["result"]
    packages = {path.parent.name for path in site.glob("datasets/*/datapackage.json")}
    assert {package["name"] for package in answer["results"]} == packages
    assert answer["count"] == len(packages)


def test_every_file_stands_in_openapi(site):
    """Of data and descriptions; pages, pictures and what hosts and scripts read have no place."""
    paths = json.loads((site / "openapi.json").read_text("utf-8"))["paths"]
    known = [re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))) for path in paths]
    others = re.compile(
        r"(assets|pictures|hosting)/.*|.*[.]html|.*/preview/.*|_\w+|[.]nojekyll"
        r"|search/(rows|pairs)-[0-9]+[.]json|search/[a-z]+-tables[.]json"
    )
    files = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    data = [path for path in files if not others.fullmatch(path)]
    assert len(data) > 300
    assert [path for path in data if not any(form.fullmatch(f"/{path}") for form in known)] == []


FORMS = {
    "date": r"\d{4}-\d\d-\d\d",
    "integer": r"-?\d+",
    "number": r"-?\d+([.]\d+)?",
}


def test_dates_and_numbers_of_csv_have_one_form(site):
    met = dict.fromkeys(FORMS, 0)
    for described in site.glob("datasets/*/datapackage.json"):
        for table in json.loads(described.read_text("utf-8"))["resources"]:
            with (described.parent / table["path"]).open(encoding="utf-8", newline="") as stream:
                rows = list(csv.DictReader(stream))
            for field in table["schema"]["fields"]:
                form = FORMS.get(field["type"], "(?s).*")
                missing = symbols({"missingValues": [""], **table["schema"], **field})
                cells = [row[field["name"]] for row in rows]
                assert all(re.fullmatch(form, cell) for cell in cells if cell not in missing)
                met[field["type"]] = met.get(field["type"], 0) + len(cells)
    assert all(met.values())


def symbols(stated):
    return {value["value"] if isinstance(value, dict) else value
            for value in stated["missingValues"]}  # fmt: skip


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
    assert len(forms(page)) == len(set(forms(page))) < 90
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
