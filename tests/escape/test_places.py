"""Nothing outside its place is read, written, emptied or deleted, whatever a catalog says."""

import errno
import os
import shutil
import signal
import subprocess

import pytest
import yaml
from catalogs import CASES, configure, fingerprint, run
from escape.names import HOSTILE
from repositories import git

from hiraku import own_folders

CARDS = "datasets/cards"
DESCRIPTOR = f"{CARDS}/datapackage.yaml"
PRIVATE = "municipality_code,name,rate,count,as_of,note\n242012,ひみつ,1,1,2022-08-31,\n"


@pytest.fixture
def outside(tmp_path):
    """Return the root of a catalog in a folder with files of others beside it."""
    folder = tmp_path / "mine" / "catalog"
    shutil.copytree(CASES / "_base", folder)
    configure(folder)
    others = tmp_path / "others"
    (others / "deep").mkdir(parents=True)
    (others / "precious.txt").write_text("precious")
    (others / "deep" / "more.csv").write_text(PRIVATE)
    return folder


def others(catalog):
    return fingerprint(catalog.parents[1] / "others")


def describe(catalog, change):
    path = catalog / DESCRIPTOR
    tree = yaml.safe_load(path.read_text("utf-8"))
    change(tree)
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")


def test_hostile_publishers_are_published_inside_the_site(outside, monkeypatch, capsys):
    """Forty names that are no paths: the check says nothing, so the build succeeds."""
    names = [name for name in HOSTILE.values() if name.strip()]
    for number, name in enumerate(names):
        # The first has a name as long as a disk takes; it is shorter in addresses.
        folder = outside / "datasets" / (f"set-{number}" if number else "a" * 255)
        shutil.copytree(outside / CARDS, folder)
        tree = yaml.safe_load((folder / "datapackage.yaml").read_text("utf-8"))
        tree |= {"name": folder.name, "title": name, "publisher": {"name": name}}
        tree["keywords"] = [name]
        tree["sources"] = [{"title": name, "section": name}]
        tree["contact"] = {"name": name, "email": "a+b@x.jp"}
        text = yaml.safe_dump(tree, allow_unicode=True)
        (folder / "datapackage.yaml").write_text(text, "utf-8")
    before, beside = others(outside), set(outside.iterdir())
    assert run(["check"], outside, monkeypatch, capsys)[0] == 0
    code, out, err = run(["build"], outside, monkeypatch, capsys)
    assert (code, err) == (0, ""), out
    assert others(outside) == before
    assert set(outside.iterdir()) == {*beside, outside / "build"}
    assert sorted(path.name for path in (outside / "build").iterdir()) == [
        ".hiraku-site.lock",
        "cache",
        "site",
    ]
    pages = outside / "build" / "site" / "datasets" / "publisher"
    assert len(list(pages.iterdir())) == len(set(names)) + 1  # and the base's own


LINKS = {
    "verdicts": "build/cache/verdicts",
    "cache": "build/cache",
    "build": "build",
}


@pytest.mark.parametrize("place", LINKS.values(), ids=LINKS)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_link_in_place_of_an_own_folder_is_an_error(outside, place, command, monkeypatch, capsys):
    link = outside / place
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside.parents[1] / "others")
    before = others(outside)
    code, _, err = run([command], outside, monkeypatch, capsys)
    if (command, place) == ("build", LINKS["verdicts"]):
        assert code == 0  # a build keeps no verdicts
    else:
        assert code == 3
        assert "リンク" in err
    assert others(outside) == before


@pytest.mark.parametrize("name", [".hiraku-site.lock", "site"])
def test_a_link_where_a_build_locks_or_publishes_is_not_followed(
    outside, name, monkeypatch, capsys
):
    target = outside.parents[1] / "others" / ("precious.txt" if "lock" in name else "deep")
    (outside / "build").mkdir()
    (outside / "build" / name).symlink_to(target)
    before = others(outside)
    assert run(["build"], outside, monkeypatch, capsys)[0] in {2, 3}
    assert others(outside) == before


@pytest.mark.parametrize("left", ["stage-abcdefgh", "hiraku-scratch-abcdefgh"])
def test_what_a_killed_run_left_is_swept_but_no_link(outside, left, monkeypatch, capsys):
    cache = outside / "build" / "cache"
    (cache / left / "deep").mkdir(parents=True)
    (cache / f"{left}-link").symlink_to(outside.parents[1] / "others")
    before = others(outside)
    assert run(["check" if "scratch" in left else "build"], outside, monkeypatch, capsys)[0] == 0
    assert not (cache / left).exists()
    assert others(outside) == before


READ = {
    "a link": ("x.csv", "x.csv"),
    "a pattern of a link": ("zz.csv", "z*.csv"),
    "a class of a link": ("zz.csv", "[z]z.csv"),
    "a sign for any": ("zz.csv", "?z.csv"),
}


@pytest.mark.parametrize(("link", "path"), READ.values(), ids=READ)
def test_no_file_outside_is_read(outside, link, path, monkeypatch, capsys):
    (outside / CARDS / link).symlink_to(outside.parents[1] / "others" / "deep" / "more.csv")
    describe(outside, lambda tree: tree["resources"][0].update(path=path))
    code, out, _ = run(["check"], outside, monkeypatch, capsys)
    assert code == 1
    assert "ひみつ" not in out


@pytest.mark.parametrize("name", ["cards[1].csv", "c*.csv", "c?rds.csv", "{a,b}.csv", "a\\b.csv"])
def test_a_name_with_signs_of_a_pattern_is_that_file_alone(outside, name, monkeypatch, capsys):
    """The neighbours that the name would fit as a pattern are wrong; nobody looks at them."""
    cards = outside / CARDS / "cards.csv"
    named = cards.with_name(name)
    cards.rename(named)
    for other in ("cards1.csv", "cards.csv", "a.csv", "b.csv"):
        cards.with_name(other).write_text(PRIVATE.replace("242012", "1"), "utf-8")
    describe(outside, lambda tree: tree["resources"][0].update(path=name))
    assert run(["check"], outside, monkeypatch, capsys)[0] == 0


def test_a_folder_that_looks_like_a_partition_is_a_folder(outside, monkeypatch, capsys):
    inside = outside / CARDS / "year=2022"
    inside.mkdir()
    (outside / CARDS / "cards.csv").rename(inside / "cards.csv")
    describe(outside, lambda tree: tree["resources"][0].update(path="year=2022/cards.csv"))
    assert run(["check"], outside, monkeypatch, capsys)[0] == 0


UNTRUSTED = {
    "hooks": "hooks: [evil.py]\n",
    "a plugin": "plugins: [hiraku, search]\n",
    "a tag": "extra: {a: !!python/name:os.system }\n",
    "a variable": "copyright: !ENV PRIVATE\n",
    "another file": "INHERIT: ../other.yml\n",
    "an extension": "markdown_extensions: [pymdownx.snippets]\n",
    "templates": "extra_templates: [a.html]\n",
    "pages outside": "docs_dir: ../..\n",
    "a site outside": "site_dir: /tmp/elsewhere\n",
    "a theme outside": "theme: {name: hiraku, custom_dir: /etc}\n",
}


@pytest.mark.parametrize("setting", UNTRUSTED.values(), ids=UNTRUSTED)
def test_a_stranger_may_not_have_code_run(outside, setting, monkeypatch, capsys):
    (outside / "evil.py").write_text(f"open({str(outside / 'ran')!r}, 'w')\n")
    key = setting.partition(":")[0]
    path = outside / "mkdocs.yml"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(key)]
    path.write_text("\n".join(lines) + "\n" + setting, "utf-8")
    code, _, err = run(["build", "--untrusted"], outside, monkeypatch, capsys)
    assert code == 2
    assert "--untrusted" in err
    assert not (outside / "ran").exists()


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ site.catalog.root.joinpath('ran').write_text('x') }}",
        "{{ links.quote.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.system('touch ran') }}",
    ],
)
def test_a_strangers_template_reaches_nothing(outside, template, monkeypatch, capsys):
    (outside / "theme" / "partials").mkdir(parents=True)
    (outside / "theme" / "partials" / "footer-note.html").write_text(template)
    path = outside / "mkdocs.yml"
    text = path.read_text("utf-8").replace("{name: hiraku}", "{name: hiraku, custom_dir: theme}")
    path.write_text(text, "utf-8")
    run(["build", "--untrusted"], outside, monkeypatch, capsys)
    assert not (outside / "ran").exists()
    assert not (outside / "build" / "site").exists()


@pytest.mark.parametrize("umask", [0o077, 0o000])
def test_what_is_published_can_be_read_by_all_and_written_by_one(
    outside, umask, monkeypatch, capsys
):
    before = os.umask(umask)
    try:
        assert run(["build"], outside, monkeypatch, capsys)[0] == 0
    finally:
        os.umask(before)
    site = outside / "build" / "site"
    modes = {(path.is_dir(), path.stat().st_mode & 0o7777) for path in (site, *site.rglob("*"))}
    assert modes == {(True, 0o755), (False, 0o644)}


@pytest.mark.parametrize(("folder", "finding"), [("pages", "site-source-unfit"), (CARDS, "")])
def test_folders_in_folders_without_end_are_no_fault(outside, folder, finding, monkeypatch, capsys):
    """`os.walk` and MkDocs call themselves for each: a thousand ended with 70 ("deep")."""
    levels = "a/" * 1_200
    subprocess.run(["mkdir", "-p", levels], cwd=outside / folder, check=True)
    try:
        code, out, err = run(["check"], outside, monkeypatch, capsys)
    finally:
        subprocess.run(["rm", "-rf", "a"], cwd=outside / folder, check=True)
    assert code == bool(finding)
    assert (f"[{finding}]" in out) == bool(finding)
    assert not err


def test_nothing_is_waited_for_that_was_not_admitted(outside, monkeypatch, capsys):
    """`changes` read each schema, and a build each page, before anybody had looked what it is."""
    git(outside, "init", "-q", "-b", "main")
    git(outside, "add", "-A")
    git(outside, "commit", "-q", "-m", "1")
    os.mkfifo(outside / "schemas" / "pipe.yaml")
    assert run(["changes", "HEAD"], outside, monkeypatch, capsys)[0] == 0
    (outside / "schemas" / "pipe.yaml").unlink()
    os.mkfifo(outside / "pages" / "pipe.md")
    code, out, _ = run(["build"], outside, monkeypatch, capsys)
    assert (code, "[site-source-unfit]" in out) == (1, True)


def test_a_link_and_a_pipe_in_the_folder_of_the_theme_are_told(outside, monkeypatch, capsys):
    path = outside / "mkdocs.yml"
    text = path.read_text("utf-8").replace("{name: hiraku}", "{name: hiraku, custom_dir: theme}")
    path.write_text(text, "utf-8")
    (outside / "theme").mkdir()
    (outside / "theme" / "x.txt").symlink_to(outside.parents[1] / "others" / "precious.txt")
    os.mkfifo(outside / "theme" / "p.css")
    for command in ("check", "build"):
        code, out, _ = run([command], outside, monkeypatch, capsys)
        assert (code, out.count("[site-source-unfit]")) == (1, 2)


PIPES = [
    ["check", "p.csv"],
    ["check", "p.xlsx"],
    ["check", f"{CARDS}/cards.csv", "--schema", "p.yaml"],
    ["check", f"{CARDS}/cards.csv", "--schema", "schemas/cards.yaml", "--dialect", "p.json"],
    ["check", "--format", "json", "--output", "p.json"],
    ["check", f"{CARDS}/cards.csv", "--format", "xlsx", "--output", "p.xlsx"],
    ["build", "--ledger", "p.jsonl"],
    ["changes", "p.csv", f"{CARDS}/cards.csv", "--schema", "schemas/cards.yaml"],
    ["changes", f"{CARDS}/cards.csv", f"{CARDS}/cards.csv", "--schema", "p.yaml"],
    ["changes", "p.yaml", "schemas/cards.yaml"],
    ["dictionary", "import", "cards", "p.xlsx"],
    ["dictionary", "import", "cards", "p.csv"],
    ["fix", "p.csv"],
    ["new", "p.xlsx"],
    ["new", f"{CARDS}/cards.csv", "--answers", "p.yaml"],
    ["tiles", "p.csv"],
]


def test_a_pipe_in_place_of_a_file_is_neither_read_nor_written(outside, monkeypatch, capsys):
    """Whoever opened it waited without end; `changes` took it for a schema that says nothing."""

    def waited(*_):
        raise TimeoutError

    for ending in ("csv", "json", "jsonl", "xlsx", "yaml"):
        os.mkfifo(outside / f"p.{ending}")
    signal.signal(signal.SIGALRM, waited)
    for arguments in PIPES:
        signal.alarm(60)
        code, _, err = run(arguments, outside, monkeypatch, capsys)
        signal.alarm(0)
        assert (code, "パイプ" in err) == (2, True), (arguments, err)


def test_where_nothing_can_be_written_a_check_keeps_nothing_and_says_so(
    outside, monkeypatch, capsys
):
    """It stopped, though it reads only: a disk may be read-only, a folder somebody else's."""

    def refused(*_):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with monkeypatch.context() as patch:
        patch.setattr(own_folders, "own_folder", refused)
        code, out, err = run(["check"], outside, patch, capsys)
    assert (code, "問題はありません" in out, "build/cache" in err) == (0, True, True)
    assert not (outside / "build").exists()
    assert run(["check"], outside, monkeypatch, capsys)[2] == ""
    monkeypatch.setattr(own_folders.os, "access", lambda *_: False)
    assert "build/cache" in run(["check"], outside, monkeypatch, capsys)[2]
