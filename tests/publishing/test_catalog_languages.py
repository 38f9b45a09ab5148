"""A catalog in Japanese only, in English only, in both, and in a language made up for the test.

The made-up one is nothing but three files in `words/`, added to a copy of the package.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

SOURCE = Path(__file__).parents[2] / "src"
MADE_UP = "tlh"
JAPANESE = re.compile("[぀-ヿ㐀-鿿ｦ-ﾟ]")
WORDS = {
    "title": {"en": "Visits", "ja": "来館者", MADE_UP: "Such"},
    "row": {"en": "One row is one month.", "ja": "1行は、1か月です。", MADE_UP: "wa' jar"},
    "field": {"en": "Month", "ja": "年月", MADE_UP: "jar"},
    "when": {"en": "2024", "ja": "2024年", MADE_UP: "2024 DIS"},
    "count": {"en": "Visitors", "ja": "来館者数", MADE_UP: "SuchwI'"},
}
LANGUAGES = {
    "ja": ("ja",),
    "en": ("en",),
    "en-ja": ("en", "ja"),
    MADE_UP: (MADE_UP, "en"),
}


def said(key, name, codes):
    first, *others = codes
    return {key: WORDS[name][first]} | {f"{key}@{code}": WORDS[name][code] for code in others}


def lay_out(root, codes):
    """Write a catalog of one dataset in some languages."""
    party = {**said("name", "title", codes), "homepage": "https://town.example/"}
    described = {
        "datasets/catalog.yaml": {
            "name": "town",
            **said("title", "title", codes),
            "languages": list(codes),
            "publisher": party,
            "contact": dict(party),
            "licenses": [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}],
        },
        "datasets/visits/datapackage.yaml": {
            "name": "visits",
            **said("title", "title", codes),
            **said("row", "row", codes),
            "version": "1.0.0",
            "sources": [{"title": "x", "path": "https://town.example/visits"}],
            "resources": [
                {"name": "visits", "path": "v.csv", **said("title", "title", codes),
                 "schema": "visits"},
            ],
            "views": [
                {"name": "months", "specType": "line", "x": "month", "value": "visitors",
                 **said("title", "title", codes), **said("finding", "row", codes)},
            ],
        },
        "schemas/visits.yaml": {
            "name": "visits",
            **said("title", "title", codes),
            "fields": [
                {"name": "month", "type": "yearmonth", **said("title", "field", codes)},
                {"name": "visitors", "type": "integer", "unit": "none",
                 **said("title", "count", codes)},
            ],
        },
        "mkdocs.yml": {
            "site_name": "town",
            "site_url": "https://town.example/data/",
            "docs_dir": "pages",
            "site_dir": "build/site",
            "theme": {"name": "hiraku"},
            "plugins": ["hiraku"],
        },
    }  # fmt: skip
    for path, tree in described.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    (root / "datasets/visits/v.csv").write_text("month,visitors\n2024-01,10\n2024-02,12\n")
    (root / "pages").mkdir()
    (root / "pages" / "about.md").write_text("# ?\n", encoding="utf-8")


# A language begins with these; the rest is said in English until it is written.
ADDED = {
    "language.toml": """name = "tlhIngan Hol"\n""",
    "pages.toml": """skip-content = "yIghoS"\n""",
    "help.toml": """usage = "lo"\ncheck-schema = "lo"\n""",
}


def spoken_anew(folder):
    """Return a copy of the package that speaks the made-up language: three files added, no code."""
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    words = folder / "hiraku" / "words" / MADE_UP
    words.mkdir()
    for name, text in ADDED.items():
        (words / name).write_text(text, encoding="utf-8")
    return folder


def hiraku(root, *arguments, package=SOURCE):
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(package),
        "LC_ALL": "C.UTF-8",
        "HOME": str(root),
    }
    command = [sys.executable, "-m", "hiraku", *arguments]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module", params=LANGUAGES)
def built(request, tmp_path_factory):
    """Return the languages of a catalog, what the build said, and the site."""
    codes = LANGUAGES[request.param]
    root = tmp_path_factory.mktemp(request.param) / "town"
    root.mkdir()
    lay_out(root, codes)
    package = spoken_anew(root.parent / "src") if MADE_UP in codes else SOURCE
    done = hiraku(root, "build", package=package)
    assert done.returncode == 0, done.stdout + done.stderr
    return codes, done.stdout, root / "build" / "site"


def test_the_first_language_stands_at_the_root_and_each_other_in_its_folder(built):
    codes, _, site = built
    first, *others = codes
    home = (site / "index.html").read_text("utf-8")
    assert f'<html lang="{first}"' in home
    for code in others:
        page = (site / code / "datasets/visits/index.html").read_text("utf-8")
        assert f'<html lang="{code}"' in page
        assert WORDS["title"][code] in page
        assert f'hreflang="{code}"' in home
    assert [path.name for path in site.iterdir() if path.name in WORDS["title"]] == others


def test_a_catalog_of_one_language_offers_no_other(built):
    codes, _, site = built
    home = (site / "index.html").read_text("utf-8")
    assert ('class="languages"' in home) == (len(codes) > 1)
    assert ("hreflang" in home) == (len(codes) > 1)


def test_messages_are_said_in_the_catalogs_first_language_where_the_locale_is_none(built):
    codes, said, _ = built
    assert ("公開しました" in said) == (codes[0] == "ja")


def test_metadata_speak_the_languages_of_the_catalog_and_no_other(built):
    codes, _, site = built
    turtle = (site / "catalog.ttl").read_text("utf-8")
    assert set(re.findall(r'"@([a-z-]+)', turtle)) == set(codes)
    feed = (site / "feed.xml").read_text("utf-8")
    assert f'xml:lang="{codes[0]}"' in feed
    package = (site / "datasets/visits/datapackage.json").read_text("utf-8")
    assert set(re.findall(r'"title@([a-z]+)"', package)) == set(codes[1:])


def test_the_workbook_and_the_csv_for_excel_speak_the_first_language(built):
    codes, _, site = built
    folder = site / "datasets" / "visits"
    sheets = load_workbook(folder / "data.xlsx").sheetnames
    assert sheets[0] == ("データ" if codes[0] == "ja" else "Data")
    header = (folder / "data.excel.csv").read_text("utf-8-sig").splitlines()[0]
    assert header == f"{WORDS['field'][codes[0]]},{WORDS['count'][codes[0]]}"


def test_a_catalog_without_japanese_has_nothing_japanese(built):
    codes, _, site = built
    if "ja" in codes:
        assert (site / "opendata-list.csv").is_file()
        return
    assert not (site / "opendata-list.csv").exists()
    written = {".html", ".json", ".jsonld", ".ttl", ".rdf", ".xml", ".txt", ".csv", ".svg"}
    for path in site.rglob("*"):
        if path.is_file() and path.suffix in written:
            text = path.read_text("utf-8")
            assert not JAPANESE.search(text), (path, JAPANESE.search(text))
            # The shapes for editors say which languages hiraku speaks.
            own = path.parent.name != "formats"
            assert not (own and re.search(r'"ja"|@ja\b|lang="ja"', text)), path


def test_a_language_is_added_by_files_only(built):
    codes, _, site = built
    home = (site / "index.html").read_text("utf-8")
    assert ("yIghoS" in home) == (codes[0] == MADE_UP)
    if MADE_UP in codes:
        assert "tlhIngan Hol" in (site / "en" / "index.html").read_text("utf-8")


def test_help_speaks_a_language_that_was_added(tmp_path):
    package = spoken_anew(tmp_path / "src")
    lay_out(tmp_path, (MADE_UP,))
    for arguments in (["--lang", MADE_UP, "check", "--help"], ["check", "--help"]):
        said = hiraku(tmp_path, *arguments, package=package).stdout
        assert said.startswith("lo hiraku check")
        assert re.search("--schema PATH +lo\n", said)


def test_pages_of_a_language_that_the_catalog_has_not_are_named(tmp_path):
    lay_out(tmp_path, ("ja",))
    (tmp_path / "pages" / "en").mkdir()
    (tmp_path / "pages" / "en" / "about.md").write_text("# About\n")
    done = hiraku(tmp_path, "build")
    assert done.returncode == 2
    assert "en/" in done.stderr
    assert "languages" in done.stderr


@pytest.mark.parametrize("named", ["xx", "../en", "EN", 1, "ja, ja"])
def test_a_language_that_hiraku_does_not_speak_is_refused(tmp_path, named):
    lay_out(tmp_path, ("ja",))
    path = tmp_path / "datasets" / "catalog.yaml"
    tree = yaml.safe_load(path.read_text("utf-8"))
    tree["languages"] = named.split(", ") if isinstance(named, str) else [named]
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    done = hiraku(tmp_path, "--lang", "en", "check")
    assert done.returncode == 1
    assert "[wrong-property]" in done.stdout


def test_a_text_in_a_language_that_is_none_of_the_catalogs_nor_ours_is_unknown(tmp_path):
    lay_out(tmp_path, ("ja",))
    path = tmp_path / "datasets" / "visits" / "datapackage.yaml"
    path.write_text(path.read_text("utf-8") + "title@ne: x\n", encoding="utf-8")
    done = hiraku(tmp_path, "--lang", "en", "check")
    assert "[unknown-property]" in done.stdout
    assert "title@en" in done.stdout
