"""No reader sees a file that was not admitted: one that is put in its place meanwhile is a stop."""

import logging
import shutil

import pytest
from catalogs import CASES, configure, run
from repositories import git

from hiraku.publishing.mkdocs_build import _tell_warnings_safely
from hiraku.reading.catalog import descriptor_reader
from hiraku.reading.loading import Loader

PRIVATE = "municipality_code,name,rate,count,as_of,note\n242012,ひみつ,1,1,2022-08-31,\n"
CARDS = "datasets/cards/cards.csv"


@pytest.fixture
def catalog(tmp_path):
    folder = tmp_path / "catalog"
    shutil.copytree(CASES / "_base", folder)
    configure(folder)
    (tmp_path / "secret.csv").write_text(PRIVATE)
    (tmp_path / "secret.yaml").write_text("name: cards\ntitle: ひみつ\n")
    return folder


def by_link(path, secret):
    path.unlink()
    path.symlink_to(secret)


def by_name(path, secret):
    secret.replace(path)


def in_place(path, secret):
    path.write_bytes(secret.read_bytes())


@pytest.mark.parametrize("swap", [by_link, by_name, in_place])
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_data_file_that_is_swapped_before_it_is_read_is_not_told(
    catalog, swap, command, monkeypatch, capsys
):
    """The pass over all small files is spared here: each is loaded by itself."""
    real, path = Loader.load, catalog / CARDS

    def load(self, file, *rest):
        if file.name == path.name and (secret := catalog.parent / "secret.csv").exists():
            swap(path, secret)
        return real(self, file, *rest)

    monkeypatch.setattr(Loader, "load_small_files", lambda *_: iter(()))
    monkeypatch.setattr(Loader, "load", load)
    code, out, err = run([command, *(["--no-cache"] if command == "check" else [])], catalog,
                         monkeypatch, capsys)  # fmt: skip
    assert code == 3
    assert "cards.csv" in err
    assert "ひみつ" not in out
    assert not (catalog / "build" / "site").exists()


def test_a_file_that_is_swapped_after_the_first_scan_is_not_told(catalog, monkeypatch, capsys):
    real = Loader.load_small_files

    def scan(self, wanted, questions):
        listed = list(wanted)
        by_link(catalog / CARDS, catalog.parent / "secret.csv")
        return real(self, listed, questions)

    monkeypatch.setattr(Loader, "load_small_files", scan)
    code, out, _ = run(["check", "--no-cache"], catalog, monkeypatch, capsys)
    assert code in {1, 3}
    assert "ひみつ" not in out


@pytest.mark.parametrize("swap", [by_link, by_name])
def test_a_descriptor_that_is_swapped_after_its_admission_is_not_read(
    catalog, swap, monkeypatch, capsys
):
    real = descriptor_reader.admit

    def admit(folder, file, *rest, **limits):
        admitted = real(folder, file, *rest, **limits)
        if file.endswith("cards/datapackage.yaml"):
            swap(admitted.path, catalog.parent / "secret.yaml")
        return admitted

    monkeypatch.setattr(descriptor_reader, "admit", admit)
    code, out, _ = run(["check", "--no-cache"], catalog, monkeypatch, capsys)
    assert code == 3
    assert "ひみつ" not in out


def test_approvals_are_read_through_no_link(catalog, monkeypatch, capsys):
    (catalog / "approvals.yaml").symlink_to(catalog.parent / "secret.yaml")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        git(catalog, *words)
    (catalog / CARDS).write_text(PRIVATE)
    code, _, err = run(["check"], catalog, monkeypatch, capsys)
    assert code == 3
    assert "path-symlink" in err


@pytest.mark.parametrize(
    "said", ["a\n::error file=x::y", "::set-output name=a::b", "\x1b[31mred", "a\u202eb", "##[x]"]
)
def test_what_mkdocs_logs_is_no_command_and_paints_nothing(said, capsys):
    _tell_warnings_safely()
    logging.getLogger("mkdocs.structure").warning("page %s", said)
    logging.getLogger("mkdocs").warning(said)
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 2
    assert not any(line.lstrip().startswith(("::", "##[")) for line in err.splitlines())
    assert err.replace("\n", "").isprintable()
