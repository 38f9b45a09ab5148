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


TRICKS = [
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
