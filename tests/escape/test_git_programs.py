"""Nothing that a repository's own configuration names is run, whatever git is asked for."""

import hashlib
import shutil
from contextlib import suppress

import pytest
from repositories import git

from hiraku.changes.compare.repository import Repository
from hiraku.errors import HirakuError
from hiraku.reading.files.history import PastFiles, commit, commits


@pytest.fixture
def hostile(tmp_path):
    """Return a catalog of two commits with a change, and a program that says that it was run."""
    root = tmp_path / "catalog"
    (root / "datasets" / "a").mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    for text in ("1\n", "2\n"):
        (root / "datasets" / "a" / "a.csv").write_text(text)
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", text)
    (root / "datasets" / "a" / "a.csv").write_text("3\n")
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho \"$@\" >> '{tmp_path / 'was-run'}'\n")
    program.chmod(0o755)
    return root, program


def everything(root):
    """Ask git for all that hiraku asks for; what it cannot tell does not matter here."""
    repository = Repository(root)
    for asked in (
        lambda: commits(root),
        lambda: commit(root),
        lambda: former(root),
        lambda: repository.changed("HEAD", None),
        lambda: repository.changed("HEAD~1", "HEAD"),
        lambda: repository.versions("HEAD", "datasets/a/a.csv"),
        lambda: repository.lay_out(repository.entries("HEAD~1", ["datasets"]), root / "out"),
        lambda: repository.commits_of("datasets/a/a.csv"),
    ):
        with suppress(HirakuError):
            asked()


def former(root):
    with PastFiles(root) as past:
        for touching in commits(root):
            past.read(past.find(touching.id, "datasets/a/a.csv"), 100)


def lost(root, **settings):
    """Lose a former content, which a partial clone fetches when it is asked for."""
    blob = hashlib.sha1(b"blob 2\x001\n", usedforsecurity=False).hexdigest()
    (root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for key, value in {
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        **settings,
    }.items():
        git(root, "config", key, value)


def fetching(root, program):
    lost(root, **{"remote.origin.url": str(root), "remote.origin.uploadpack": program})


def fetching_by_ssh(root, program):
    lost(root, **{"remote.origin.url": "ssh://a.invalid/b", "core.sshCommand": program})


def fetching_outside(root, program):
    lost(root, **{"remote.origin.url": f"ext::{program}", "protocol.ext.allow": "always"})


def monitor(root, program):
    git(root, "config", "core.fsmonitor", program)


def filters(root, program):
    for name in ("clean", "smudge"):
        git(root, "config", f"filter.x.{name}", program)
    (root / ".gitattributes").write_text("*.csv filter=x diff=x\n")


def filters_included(root, program):
    filters(root, program)
    (root / ".git" / "more").write_text(f'[filter "x"]\n process = {program}\n')
    git(root, "config", "include.path", "more")


def differences(root, program):
    filters(root, "false")
    for key in ("diff.external", "diff.x.command", "diff.x.textconv", "core.pager", "core.editor"):
        git(root, "config", key, program)


def hooks(root, program):
    git(root, "config", "core.hooksPath", str(program.parent))
    for name in ("post-index-change", "reference-transaction", "fsmonitor-watchman"):
        shutil.copy(program, program.parent / name)


def repository_of_files(root, program):
    """What is committed below a catalog is a repository without a folder `.git`."""
    shutil.rmtree(root / ".git")
    git(root.parent, "init", "-q")
    git(root, "init", "-q", "--bare", "bare")
    for part in (root / "bare").iterdir():
        shutil.move(part, root / part.name)
    git(root, "config", "-f", "config", "core.fsmonitor", program)
    git(root, "config", "-f", "config", "core.bare", "false")
    git(root, "config", "-f", "config", "core.worktree", root)


def submodule(root, program):
    """A repository within has its own configuration; git looks whether its files changed."""
    inner = root / "datasets" / "a" / "inner"
    inner.mkdir()
    git(inner, "init", "-q")
    (inner / "x.csv").write_text("1\n")
    (inner / ".gitattributes").write_text("*.csv filter=y\n")
    git(inner, "add", "-A")
    git(inner, "commit", "-q", "-m", "x")
    git(root, "-c", "advice.addEmbeddedRepo=false", "add", "datasets/a/inner")
    git(root, "commit", "-q", "-m", "inner")
    git(inner, "config", "filter.y.clean", program)
    (inner / "x.csv").write_text("2\n")


TRICKS = [
    submodule,
    fetching,
    fetching_by_ssh,
    fetching_outside,
    monitor,
    filters,
    filters_included,
    differences,
    hooks,
    repository_of_files,
]


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.__name__)
def test_no_program_of_a_repository_is_run(hostile, trick):
    root, program = hostile
    trick(root, program)
    (root.parent / "was-run").unlink(missing_ok=True)
    everything(root)
    assert not (root.parent / "was-run").exists()


def test_a_past_that_was_replaced_or_grafted_is_not_believed(hostile):
    """`git replace` and grafts come with an archive: a change was none, or had no past."""
    root, _ = hostile
    repository = Repository(root)
    head = repository.commit("HEAD")
    new, old = (
        hashlib.sha1(b"blob 2\0" + text, usedforsecurity=False).hexdigest()
        for text in (b"2\n", b"1\n")
    )
    git(root, "replace", old, new)
    (root / ".git" / "info" / "grafts").write_text(f"{head}\n")
    assert [entry.blob for entry in repository.versions("HEAD", "datasets/a/a.csv")] == [new, old]
    entries = list(repository.entries("HEAD~1", ["datasets"]))
    assert [repository.content(entry) for entry in entries] == [b"1\n"]
    with PastFiles(root) as past:
        found = past.find(commits(root)[1].id, "datasets/a/a.csv")
        assert past.read(found, 100) == b"1\n"


@pytest.mark.parametrize(
    "broken", ["[core\n", "[core]\n\trepositoryformatversion = 99\n", "[include]\n\tpath = .\n"]
)
def test_a_configuration_that_git_cannot_read_is_no_empty_history(hostile, broken):
    root, _ = hostile
    (root / ".git" / "config").write_text(broken)
    repository = Repository(root)
    for asked in (
        lambda: commits(root),
        lambda: commit(root),
        lambda: former(root),
        lambda: repository.changed("HEAD~1", None),
        lambda: repository.versions("HEAD", "datasets/a/a.csv"),
        lambda: repository.commits_of("datasets/a/a.csv"),
    ):
        with pytest.raises(HirakuError):
            asked()


def test_a_path_is_no_pattern_for_git(hostile):
    root, _ = hostile
    for name in ("*.csv", ":(glob)*.csv", ":!b.csv"):
        assert Repository(root).commits_of(f"datasets/a/{name}") == []


def test_a_hook_of_another_repository_may_call_hiraku(hostile, tmp_path, monkeypatch):
    root, _ = hostile
    head, other = commit(root), tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    git(other, "commit", "-q", "--allow-empty", "-m", "other")
    for name, value in {
        "GIT_DIR": other / ".git",
        "GIT_WORK_TREE": other,
        "GIT_INDEX_FILE": other / ".git" / "index",
        "GIT_ICASE_PATHSPECS": "1",
    }.items():
        monkeypatch.setenv(name, str(value))
    assert commit(root) == head
    answer = Repository(root)._run("rev-parse", "HEAD")  # noqa: SLF001 - what it says beside it
    assert (answer.returncode, answer.stderr) == (0, b"")
    assert Repository(root).changed("HEAD", None) == {"datasets/a/a.csv"}
