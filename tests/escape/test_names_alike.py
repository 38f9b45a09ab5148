"""Names that a disk or an eye takes for each other are told; plainly other names are not."""

from pathlib import Path

import pytest

from hiraku.checking.rules.name_unportable import unportable_names
from hiraku.checking.rules.names_alike import names_alike
from hiraku.look_alikes import PICTURES
from hiraku.model import Catalog, Dataset, Resource, Text
from hiraku.reading.catalog.site_sources import site_problems


def catalog(*datasets):
    return Catalog(
        Path(), tuple(Dataset(name, Path(), Text({"ja": title}), ()) for name, title in datasets)
    )


def with_paths(*paths):
    resources = tuple(Resource(f"r{'abc'[n]}", path, Text({})) for n, path in enumerate(paths))
    return Catalog(Path(), (Dataset("d", Path(), Text({"ja": "x"}), resources),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cards.csv", "cards.csv"),
        ("が.csv", "か\u3099.csv"),
        ("ｃａｒｄｓ.csv", "cards.csv"),
        ("c\u0430rds.csv", "cards.csv"),
        ("a/b.csv", "A/b.csv"),
        ("カード.csv", "力ード.csv"),
    ],
)
def test_two_files_that_cannot_be_kept_apart(one, other):
    (finding,) = names_alike(with_paths(one, other))
    assert finding.values == {"name": other, "other": one}


@pytest.mark.parametrize(
    ("one", "other"),
    [("cards-1", "cards-l"), ("plan-o", "plan-0")],
)
def test_two_ids_that_look_alike(one, other):
    assert len(list(names_alike(catalog((one, "あ"), (other, "い"))))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("カード", "力ード"),
        ("データ", "デ一タ"),
        ("第1表", "第１表"),
        ("Mie", "М\u0456\u0435"),
        ("ベンチ", "べンチ"),
        ("Kisosaki", "Kiso\u00adsaki"),
    ],
)
def test_two_titles_that_look_alike(one, other):
    assert len(list(names_alike(catalog(("a", one), ("b", other))))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("交付率", "交付数"), ("令和4年", "令和5年"), ("第1表", "第2表"), ("はし", "ハシ")],
)
def test_titles_that_are_others_are_none(one, other):
    assert list(names_alike(catalog(("a-1", one), ("a-2", other)))) == []


def test_each_picture_is_of_one_letter():
    assert all(len(chr(picture)) == 1 for picture in PICTURES.values())
    assert all(chr(letter) != chr(picture) for letter, picture in PICTURES.items())


@pytest.mark.parametrize("name", ["CON", "nul.csv", "Lpt1.txt", "com¹", "a.", "a ", "x/aux/y.csv"])
def test_names_that_windows_keeps_for_itself(name):
    assert list(unportable_names(with_paths(name)))


@pytest.mark.parametrize("name", ["console.csv", "com10.csv", "a.b", "auxiliary", "x/.y"])
def test_names_that_windows_takes(name):
    assert not list(unportable_names(with_paths(name)))


@pytest.mark.parametrize("name", ["con.md", "aux", "page.", "a\u202eb.md"])
def test_a_page_that_windows_cannot_hold_is_no_source_of_a_site(tmp_path, name):
    (tmp_path / "mkdocs.yml").write_text("docs_dir: pages\n")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / name).write_text("x")
    assert [problem.id for problem in site_problems(tmp_path)] == ["site-source-unfit"]
