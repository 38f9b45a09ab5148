"""Only local regular files under the dataset's own folder are opened."""

import os

import pytest

from hiraku.problems import Place, Refused
from hiraku.reading.files.paths import admit

PLACE = Place("datapackage.yaml", line=7)


@pytest.fixture
def folder(tmp_path):
    """A dataset's folder with one file, and one beside it that is none of its business."""
    (tmp_path / "secret.csv").write_text("a\n1\n")
    inside = tmp_path / "cards"
    (inside / "data").mkdir(parents=True)
    (inside / "cards.csv").write_text("a\n1\n")
    (inside / "data" / "more.csv").write_text("a\n1\n")
    return inside


def refusal(folder, path, **limits):
    with pytest.raises(Refused) as refused:
        admit(folder, path, PLACE, **limits)
    problem = refused.value.problem
    assert problem.place == PLACE
    return problem


@pytest.mark.parametrize("path", ["cards.csv", "./cards.csv", "data/more.csv", "data//more.csv"])
def test_a_file_of_the_folder_is_admitted(folder, path):
    assert admit(folder, path, PLACE).path.samefile(folder / path)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("http://example.org/cards.csv", "path-url"),
        ("https://example.org/cards.csv", "path-url"),
        ("file:///etc/passwd", "path-url"),
        ("FTP://example.org/x.csv", "path-url"),
        ("s3+zip://bucket/x.csv", "path-url"),
        ("/etc/passwd", "path-absolute"),
        ("//server/share.csv", "path-absolute"),
        ("\\\\server\\share.csv", "path-absolute"),
        ("C:\\data\\cards.csv", "path-absolute"),
        ("c:/data/cards.csv", "path-absolute"),
        ("..", "path-parent"),
        ("../secret.csv", "path-parent"),
        ("data/../cards.csv", "path-parent"),
        ("data/../../secret.csv", "path-parent"),
        ("..\\secret.csv", "path-parent"),
        ("data\\..\\..\\secret.csv", "path-parent"),
        ("", "path-not-file"),
        (".", "path-not-file"),
        ("data", "path-not-file"),
        ("data/", "path-not-file"),
        ("cards\0.csv", "path-not-file"),
        ("data\\more.csv", "file-missing"),
        ("cards.csv/more.csv", "file-missing"),
        ("nowhere/at/all.csv", "file-missing"),
        ("~/cards.csv", "file-missing"),
        ("x" * 300 + ".csv", "file-missing"),
        ("x/" * 3000 + "x.csv", "file-missing"),
    ],
)
def test_a_path_that_leads_elsewhere_is_refused_with_its_reason(folder, path, reason):
    assert refusal(folder, path).id == reason


def test_a_path_of_dots_that_is_a_name_is_no_parent(folder):
    (folder / "..cards.csv").write_text("a\n1\n")
    assert admit(folder, "..cards.csv", PLACE).path.name == "..cards.csv"


@pytest.mark.parametrize("target", ["cards.csv", "../secret.csv", "/etc/passwd", "gone.csv"])
def test_a_symlink_is_refused_wherever_it_leads(folder, target):
    (folder / "link.csv").symlink_to(target)
    assert refusal(folder, "link.csv").id == "path-symlink"


@pytest.mark.parametrize("target", ["data", "..", "/"])
def test_a_symlink_among_the_folders_is_refused(folder, target):
    (folder / "link").symlink_to(target)
    assert refusal(folder, "link/more.csv").id == "path-symlink"


def test_a_ring_of_symlinks_is_refused(folder):
    (folder / "a.csv").symlink_to("b.csv")
    (folder / "b.csv").symlink_to("a.csv")
    assert refusal(folder, "a.csv").id == "path-symlink"


@pytest.mark.usefixtures("impatient")
def test_a_fifo_is_refused_without_waiting_for_it(folder):
    os.mkfifo(folder / "pipe.csv")
    assert refusal(folder, "pipe.csv").id == "path-not-file"


@pytest.mark.usefixtures("impatient")
def test_a_fifo_in_place_of_a_file_is_never_read(shelf):
    os.mkfifo(shelf.folder / "pipe.csv")
    with pytest.raises(Refused):
        admit(shelf.folder, "pipe.csv", PLACE)


def test_a_missing_file_names_the_nearest_one(folder):
    problem = refusal(folder, "card.csv")
    assert (problem.id, problem.hint, problem.values["nearest"]) == (
        "file-missing",
        "near",
        "cards.csv",
    )


def test_a_missing_file_in_another_case_names_the_file(folder):
    assert refusal(folder, "Cards.CSV").values["nearest"] == "cards.csv"


def test_a_missing_file_that_is_near_to_none_names_none(folder):
    problem = refusal(folder, "population-2022.csv")
    assert (problem.hint, problem.values["nearest"]) == (None, "")


def test_a_file_of_just_the_limit_is_admitted_and_one_byte_more_is_not(folder):
    (folder / "cards.csv").write_bytes(b"x" * 1500)
    assert admit(folder, "cards.csv", PLACE, max_bytes=1500)
    problem = refusal(folder, "cards.csv", max_bytes=1499)
    assert (problem.id, problem.values["limit"]) == ("file-too-large", "1,499")


@pytest.mark.parametrize("name", ["t.xls", "t.zip", "t.csv.gz", "t", "t.parquet"])
def test_a_format_that_is_not_read_is_refused(shelf, name):
    assert shelf.refusal(b"a\n1\n", name=name).id == "file-unsupported"


@pytest.mark.parametrize(
    "name", ["t.csv", "T.CSV", "t.tsv", "t.txt", "データ 1'2.csv", "a*b?[1].csv"]
)
def test_names_of_any_characters_are_read(shelf, name):
    (shelf.folder / "aXb1.csv").write_bytes(b"a\nother\n")
    assert shelf.read(b"a\n1\n", name=name).cells == [["1"]]
