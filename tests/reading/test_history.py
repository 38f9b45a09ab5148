"""When a dataset last changed, as git's own history tells it."""

import shutil
import subprocess

import pytest
from repositories import git

from hiraku.changes.compare.gate import gate_problems
from hiraku.changes.compare.repository import Repository
from hiraku.errors import HirakuError
from hiraku.reading.files import history

ALL = ["2022-03-03", "2022-02-02", "2022-01-01"]


def changed_on(root):
    return history.changed_on(history.commits(root))


def folders(root):
    """Return the dates of folders, and of what lies beside them, without those of files below."""
    return {key: date for key, date in changed_on(root).items() if key.count("/") == 1}


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    return tmp_path


def commit(folder, day, *files):
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(day)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", day, day=day)


def test_each_folder_has_the_date_of_its_last_commit(repository):
    commit(repository, "2022-01-01", "datasets/a/a.csv", "datasets/b/b.csv", "schemas/a.yaml")
    commit(repository, "2022-02-02", "datasets/a/datapackage.yaml", "README.md")
    commit(repository, "2022-03-03", "schemas/a.yaml", "datasets/catalog.yaml")
    assert folders(repository) == {
        "datasets/a": "2022-02-02",
        "datasets/b": "2022-01-01",
        "datasets/catalog.yaml": "2022-03-03",
        "schemas/a.yaml": "2022-03-03",
    }


@pytest.mark.parametrize(
    "name",
    [
        "データ.csv",
        "市町村/三重県.csv",
        "a b.csv",
        'quo"te.csv',
        "back\\slash.csv",
        "tab\t.csv",
        "𠮷.csv",
    ],
)
def test_files_of_any_name_count_for_their_folder(repository, name):
    commit(repository, "2022-01-01", "datasets/a/datapackage.yaml")
    commit(repository, "2022-02-02", f"datasets/a/{name}")
    assert folders(repository) == {"datasets/a": "2022-02-02"}
    assert changed_on(repository)[f"datasets/a/{name}"] == "2022-02-02"
    assert changed_on(repository)["datasets/a/datapackage.yaml"] == "2022-01-01"


def test_a_catalog_in_a_folder_of_the_repository_has_its_own_names(repository):
    commit(repository, "2022-01-01", "catalog/datasets/a/a.csv", "datasets/other/x.csv")
    assert folders(repository / "catalog") == {"datasets/a": "2022-01-01"}


def test_a_folder_whose_file_was_removed_has_changed(repository):
    commit(repository, "2022-01-01", "datasets/a/a.csv", "datasets/a/b.csv")
    (repository / "datasets/a/b.csv").unlink()
    commit(repository, "2022-02-02")
    assert folders(repository) == {"datasets/a": "2022-02-02"}


def test_what_is_not_committed_does_not_count(repository):
    commit(repository, "2022-01-01", "datasets/a/a.csv")
    (repository / "datasets/a/a.csv").write_text("changed")
    assert folders(repository) == {"datasets/a": "2022-01-01"}


def test_without_a_history_there_are_no_dates(tmp_path_factory, repository):
    assert changed_on(repository) == {}
    assert changed_on(tmp_path_factory.mktemp("without-git")) == {}
    assert history.commit(repository) is None


def test_a_repository_without_git_is_no_empty_history(repository, monkeypatch):
    commit(repository, "2022-01-01", "datasets/a/a.csv")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(HirakuError, match="git"):
        changed_on(repository)


def test_a_git_that_takes_too_long_is_no_empty_history(repository, monkeypatch, tmp_path_factory):
    commit(repository, "2022-01-01", "datasets/a/a.csv")
    slow = tmp_path_factory.mktemp("slow") / "git"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:/usr/bin:/bin")
    monkeypatch.setattr(history, "PATIENCE", 0.1)
    with pytest.raises(HirakuError, match=r"log: 0\.1 s"):
        changed_on(repository)


@pytest.mark.parametrize("broken", ["HEAD", "objects", "config"])
def test_a_damaged_repository_is_no_empty_history(repository, broken):
    commit(repository, "2022-01-01", "datasets/a/a.csv")
    part = repository / ".git" / broken
    if part.is_dir():
        part.rename(part.with_name("gone"))
        part.mkdir()
    else:
        part.write_text("[broken")
    with pytest.raises(HirakuError, match="cannot be read"):
        changed_on(repository)


def test_no_commit_is_later_than_the_one_that_was_made_after_it(repository):
    """A wrong clock, or a stranger, made data of the year 2200; no later date could follow."""
    commit(repository, "2099-01-01", "datasets/a/a.csv")
    with pytest.raises(HirakuError, match="2099-01-01"):
        history.commits(repository)
    commit(repository, "2022-02-02", "datasets/b/b.csv")
    (last, former) = history.commits(repository)
    assert {last.date, former.date} == {"2022-02-02"}
    assert former.moment == last.moment


def test_files_are_read_as_they_stood(repository):
    commit(repository, "2022-01-01", "datasets/a/データ a.csv")
    commit(repository, "2022-02-02", "datasets/a/データ a.csv", "datasets/a/new.csv")
    newest, oldest = (dated.id for dated in history.commits(repository))
    with history.PastFiles(repository) as past:
        old = past.find(oldest, "datasets/a/データ a.csv")
        assert past.read(old, 10) == b"2022-01-01"
        assert past.read(old, 9) is None
        assert past.find(oldest, "datasets/a/new.csv") is None
        assert past.find(oldest, "datasets/a") is None
        assert past.find(oldest, "datasets/a/x\nquit") is None
        assert past.read(past.find(newest, "datasets/a/new.csv"), 10) == b"2022-02-02"


def test_without_a_history_nothing_is_read(tmp_path):
    with history.PastFiles(tmp_path) as past:
        assert past.find("HEAD", "datasets/a/a.csv") is None
    assert history.committed_on(tmp_path) == ""


@pytest.mark.parametrize("below", ["", "catalog"])
@pytest.mark.parametrize(("depth", "known"), [(1, []), (2, ["2022-03-03"]), (9, ALL)])
def test_where_a_shallow_clone_ends_nothing_is_taken_for_new(repository, depth, known, below):
    """Git shows every file as added in the oldest commit of a shallow clone."""
    prefix = f"{below}/" if below else ""
    commit(repository, "2022-01-01", f"{prefix}datasets/a/a.csv", f"{prefix}datasets/b/b.csv")
    commit(repository, "2022-02-02", f"{prefix}datasets/b/b.csv")
    commit(repository, "2022-03-03", f"{prefix}datasets/a/a.csv")
    clone = repository / "clone"
    git(repository, "clone", "--quiet", "--depth", str(depth), repository.as_uri(), str(clone))
    found = history.commits(clone / below)
    assert [dated.date for dated in found] == known
    assert history.changed_on(found).get("datasets/b", "") == ("2022-02-02" if known == ALL else "")
    assert history.committed_on(clone) == "2022-03-03"


@pytest.mark.parametrize(
    "behaviour", ["exit 1", "echo cut off; exit 0", "kill -9 $$", "exec sleep 60"]
)
def test_a_git_that_breaks_off_within_a_history_is_no_missing_file(
    repository, monkeypatch, tmp_path_factory, behaviour
):
    """Its silence was taken for a file that had never been: a history without versions."""
    commit(repository, "2022-01-01", "datasets/a/a.csv")
    a_git_that(f'case " $* " in *" cat-file "*) {behaviour};; esac', tmp_path_factory, monkeypatch)
    monkeypatch.setattr(history, "PATIENCE", 0.2)
    newest = history.commit(repository)
    with (
        pytest.raises(HirakuError, match="cannot be read"),
        history.PastFiles(repository) as past,
    ):
        past.read(past.find(newest, "datasets/a/a.csv") or history.PastFile("x" * 40, 3), 10)


def test_a_content_that_is_cut_off_is_no_content(repository, monkeypatch, tmp_path_factory):
    commit(repository, "2022-01-01", "datasets/a/a.csv")
    says = 'case " $* " in *" cat-file "*) echo 1 blob 9; exit;; esac'
    a_git_that(says, tmp_path_factory, monkeypatch)
    with (
        pytest.raises(HirakuError, match="cannot be read"),
        history.PastFiles(repository) as past,
    ):
        past.read(history.PastFile("1", 9), 10)


def test_large_files_of_the_past_are_read_whole(repository):
    commit(repository, "2022-01-01", "datasets/a/a.csv")
    content = bytes(range(256)) * 20_000
    (repository / "datasets" / "a" / "a.csv").write_bytes(content)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "x", day="2022-02-02")
    with history.PastFiles(repository) as past:
        for _ in range(3):
            file = past.find("HEAD", "datasets/a/a.csv")
            assert past.read(file, len(content)) == content


def damage(repository, name, how):
    """Let git lack an object, as in a clone without contents, or hold other bytes in its place."""
    listed = subprocess.run(
        ["git", "-C", str(repository), "rev-parse", name],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    kept = repository / ".git" / "objects" / listed[:2] / listed[2:]
    kept.chmod(0o644)
    if how == "missing":
        kept.unlink()
    else:
        kept.write_bytes(b"damaged")


@pytest.mark.parametrize("how", ["missing", "damaged"])
@pytest.mark.parametrize("lacking", ["datasets/a/a.csv", "datasets/a", "datasets", ""])
@pytest.mark.parametrize("below", ["", "catalog"])
def test_a_file_that_git_lacks_is_no_file_that_never_was(repository, lacking, how, below):
    """Git answers "missing" of both: the history went on as if nothing had stood there."""
    prefix = f"{below}/" if below else ""
    commit(repository, "2022-01-01", f"{prefix}datasets/a/a.csv", f"{prefix}schemas/a.yaml")
    damage(repository, f"HEAD:{prefix}{lacking}" if lacking else "HEAD^{tree}", how)
    with (
        pytest.raises(HirakuError, match="cannot be read"),
        history.PastFiles(repository / below) as past,
    ):
        past.find("HEAD", "datasets/a/a.csv")


@pytest.mark.parametrize(
    "path",
    [
        "datasets/a/b.csv",
        "datasets/b/a.csv",
        "x",
        "datasets/a/a.csv/b",
        "../../x",
        "..",
        "/etc/x",
        "m/a.csv",
    ],
)
@pytest.mark.parametrize("below", ["", "catalog"])
def test_a_file_that_never_was_is_none(repository, path, below):
    """Nor is one of a submodule: its commits are kept elsewhere."""
    prefix = f"{below}/" if below else ""
    commit(repository, "2022-01-01", f"{prefix}datasets/a/a.csv")
    named = f"160000,{'1' * 40},{prefix}m"
    git(repository, "update-index", "--add", "--cacheinfo", named)
    git(repository, "commit", "--quiet", "--message", "x", day="2022-02-02")
    with history.PastFiles(repository / below) as past:
        assert past.find("HEAD", path) is None
        assert past.find("HEAD", "datasets/a/a.csv")


@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_no_comparison_takes_what_git_lacks_for_nothing(repository, how):
    commit(repository, "2022-01-01", "datasets/a/a.csv")
    commit(repository, "2022-02-02", "datasets/a/a.csv")
    damage(repository, "HEAD~1:datasets/a/a.csv", how)
    with pytest.raises(HirakuError, match="missing object"):
        Repository(repository).versions("HEAD", "datasets/a/a.csv")
    with pytest.raises(HirakuError, match="git"):
        list(Repository(repository).entries("HEAD~1", ["datasets"]))


def a_git_that(misbehaves, tmp_path_factory, monkeypatch):
    """Put another git on the path, which does something else before it is git."""
    stand_in = tmp_path_factory.mktemp("stand-in") / "git"
    stand_in.write_text(f'#!/bin/sh\n{misbehaves}\nexec {shutil.which("git")} "$@"\n')
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", f"{stand_in.parent}:/usr/bin:/bin")


@pytest.mark.parametrize("behaviour", ["exit 128", "sleep 60", "kill -9 $$"])
def test_a_git_that_fails_lets_no_gate_stand_open(
    repository, monkeypatch, tmp_path_factory, behaviour
):
    """Where git told nothing, `hiraku check` took it for a folder without git."""
    commit(repository, "2022-01-01", "datasets/a/a.csv")
    a_git_that(behaviour, tmp_path_factory, monkeypatch)
    monkeypatch.setattr("hiraku.changes.compare.repository._SECONDS", 0.2)
    with pytest.raises(HirakuError, match="git"):
        list(gate_problems(repository))


def test_without_git_on_the_path_no_gate_stands_open(repository, monkeypatch):
    commit(repository, "2022-01-01", "datasets/a/a.csv")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(HirakuError, match="git"):
        list(gate_problems(repository))


def test_a_main_branch_that_git_cannot_look_up_is_not_the_newest_commit(
    repository, monkeypatch, tmp_path_factory
):
    commit(repository, "2022-01-01", "datasets/a/a.csv")
    a_git_that("case $* in *origin/main*) exit 128;; esac", tmp_path_factory, monkeypatch)
    with pytest.raises(HirakuError, match="git"):
        Repository(repository).main()


def test_a_shallow_clone_without_the_fork_is_told(repository, tmp_path_factory):
    for day in ("2022-01-01", "2022-02-02"):
        commit(repository, day, "datasets/a/a.csv")
    git(repository, "switch", "--quiet", "--create", "more", "HEAD~1")
    commit(repository, "2022-03-03", "datasets/a/a.csv")
    git(repository, "switch", "--quiet", "main")
    clone = tmp_path_factory.mktemp("shallow") / "clone"
    git(repository, "clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=more",
        repository.as_uri(), str(clone))  # fmt: skip
    with pytest.raises(HirakuError, match="unshallow"):
        list(gate_problems(clone))
