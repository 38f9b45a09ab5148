"""What a stranger may write into `mkdocs.yml`, pages and ledgers: a stop or a finding, no fault."""

import os
from pathlib import Path

import pytest
import yaml
from catalogs import configure, lay_out, run

from hiraku.errors import HirakuError
from hiraku.publishing.release.ledger import read_ledger
from hiraku.untrusted import demand_tame

_GROWING = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.fixture
def catalog(tmp_path):
    lay_out("nothing-wrong", tmp_path)
    configure(tmp_path)
    return tmp_path


@pytest.fixture
def hiraku(catalog, monkeypatch, capsys):
    """Return what runs the command line in the catalog."""
    return lambda *arguments: run(arguments, catalog, monkeypatch, capsys)


SETTINGS = {
    "no names": ("docs_dir: 5\nplugins: 7\ntheme: []\n", {0, 2}),
    "NUL": ('docs_dir: "a\\0b"\ntheme: {custom_dir: "\\0"}\n', {0, 2}),
    "deep": (f"extra: {'[' * 1500}\n", {2}),
    "deep and closed": (f"extra: {'[' * 1500}{']' * 1500}\n", {2}),
    "names that are mappings": ("plugins: [{{a: b}: c}, [d]]\nnav: {[e]: f}\n", {0, 2}),
    "names that are lists": ("markdown_extensions: [[toc], {[a]: b}]\n", {0, 2}),
    "long": (f"extra: [{'1,' * 200_000}]\n", {2}),
    "growing": (f"extra:\n{_GROWING}".replace("\n", "\n  ").rstrip() + "\n", {0, 2}),
    "a list": ("- a\n", {0, 2}),
}


@pytest.mark.parametrize(("text", "codes"), SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize("untrusted", [False, True], ids=["", "untrusted"])
def test_settings_of_any_shape_stop_or_mean_nothing(catalog, hiraku, text, codes, untrusted):
    (catalog / "mkdocs.yml").write_text(text, encoding="utf-8")
    code, _, err = hiraku("check", "--no-cache", *(["--untrusted"] if untrusted else []))
    assert code in codes, err
    assert not (untrusted and "*a" in text and code != 2)


def test_depth_is_refused_before_it_costs(catalog, monkeypatch):
    """A bracket in twenty thousand brackets took a millisecond: all of them ten seconds."""
    read = []
    scanned = yaml.scan
    monkeypatch.setattr(yaml, "scan", lambda text: map(_noted(read), scanned(text)))
    (catalog / "mkdocs.yml").write_text(f"extra: {'[' * 20_000}\n", encoding="utf-8")
    with pytest.raises(HirakuError):
        demand_tame(catalog)
    assert len(read) < 100


def _noted(read):
    def note(token):
        read.append(token)
        return token

    return note


def test_pages_outside_of_the_catalog_are_not_looked_at_for_a_stranger(catalog, hiraku):
    (catalog / "mkdocs.yml").write_text("docs_dir: /etc\n", encoding="utf-8")
    assert hiraku("check", "--untrusted")[0] == 2


BYTES = {
    "name of a page": (b"pages/\xff.md", b"# x\n", "site-source-unfit"),
    "name of a picture": (b"pages/en/\xff.png", b"x", "site-source-unfit"),
    "text of a page": (b"pages/en/x.md", b"# \xff\n", "page-too-costly"),
    "title": (b"pages/en/x.md", f"---\n{_GROWING}title: *j\n---\n".encode(), "yaml-feature"),
    "name of a dataset": (b"datasets/\xff/x", b"", "name-unportable"),
}


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("kind", BYTES)
def test_bytes_that_are_no_text_are_a_finding(catalog, hiraku, command, kind):
    name, content, finding = BYTES[kind]
    path = Path(os.fsdecode(os.fsencode(catalog) + b"/" + name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    code, out, err = hiraku(command)
    assert (code, f"[{finding}]" in out) == (1, True), err


@pytest.mark.parametrize("content", [b"\xff\n", b'{"path":' + b"[" * 100_000, b"[]\n", b"1\n"])
def test_a_ledger_that_is_none_is_told_by_its_line(tmp_path, content):
    (tmp_path / "l").write_bytes(b'{"path": "a"}\n' + content)
    with pytest.raises(HirakuError, match="2"):
        read_ledger(tmp_path / "l")
