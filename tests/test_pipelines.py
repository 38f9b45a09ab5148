"""What services run: the action, the hooks, and the pipelines that `hiraku ci` writes."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread

import jsonschema
import pytest
import yaml
from catalogs import ROOT, lay_out, run
from pre_commit.clientlib import load_manifest

from hiraku import __version__
from hiraku.starting import pipelines

BIN = Path(sys.executable).parent
SERVICES = ["forgejo", "gitlab"]


@cache
def schema(name):
    """Return a schema that check-jsonschema brings along."""
    folder = files("check_jsonschema") / "builtin_schemas" / "vendor"
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def faults(text, name):
    judge = jsonschema.validators.validator_for(schema(name))(schema(name))
    tree = yaml.safe_load(text)
    if True in tree:  # `on`, which YAML 1.1 takes for a truth value
        tree["on"] = tree.pop(True)
    return [error.message for error in judge.iter_errors(tree)]


@pytest.fixture(params=["own", "named", "released"])
def root(request, tmp_path):
    """Return a repository that holds hiraku, one that names it, and one that does neither."""
    if request.param == "own":
        (tmp_path / "src" / "hiraku").mkdir(parents=True)
        (tmp_path / "src" / "hiraku" / "__init__.py").touch()
    if request.param == "named":
        (tmp_path / "requirements.txt").write_text("hiraku\n", encoding="utf-8")
    return tmp_path


def test_the_pipelines_have_the_shape_that_their_services_want(root):
    for text in pipelines.gitlab(root).values():
        assert faults(text, "gitlab-ci") == []
    (text,) = pipelines.forgejo(root).values()
    assert faults(text, "github-workflows") == []
    assert faults(pipelines.pages(root), "github-workflows") == []
    assert faults(pipelines.open_data(), "github-workflows") == []


def test_a_new_catalog_publishes_as_any_other_does(tmp_path):
    (tmp_path / "requirements.txt").write_text("hiraku\n", encoding="utf-8")
    new, any_other = (
        yaml.safe_load(text)["jobs"]["publish"]
        for text in (pipelines.open_data(), pipelines.pages(tmp_path))
    )
    assert new.pop("needs") == "check"
    assert "pull_request" in new.pop("if")
    assert new == any_other


def test_a_pipeline_installs_what_the_repository_names(root):
    wanted = {"requirements.lock", "requirements.txt"} & set(
        pipelines.installing(root).replace("\n", " ").split()
    )
    assert wanted or f"hiraku=={__version__}" in pipelines.installing(root)
    for text in (pipelines.pages(root), *pipelines.forgejo(root).values()):
        (job,) = yaml.safe_load(text)["jobs"].values()
        runs = [step["run"].strip() for step in job["steps"] if "run" in step]
        assert pipelines.installing(root) in runs
        assert not any("make" in command for command in runs)


def test_zizmor_finds_nothing_in_the_action_and_what_services_run(root):
    pages, new = root / "pages.yml", root / "open-data.yml"
    pages.write_text(pipelines.pages(root), encoding="utf-8")
    new.write_text(pipelines.open_data(), encoding="utf-8")
    forgejo = root / "forgejo.yml"
    forgejo.write_text(*pipelines.forgejo(root).values(), encoding="utf-8")
    command = [BIN / "zizmor", "--offline", "--no-progress", "--quiet", "--color=never"]
    done = subprocess.run(
        [*command, pages, new, forgejo, ROOT / "action.yml"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def built(folder, text, port):
    """Run the step that builds, with a hiraku that says how it was called."""
    tool = folder / "bin" / "hiraku"
    tool.parent.mkdir()
    tool.write_text(
        '#!/bin/sh\necho "$@"\nfor last; do :; done\n[ -f "$last" ] && cat "$last"\ntrue\n'
    )
    tool.chmod(0o700)
    path = f"{tool.parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text],
        cwd=folder, env={"PATH": path, "SITE_URL": f"http://127.0.0.1:{port}/a/",
        "CI_PAGES_URL": f"http://127.0.0.1:{port}/a"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def build_steps(root):
    (job,) = yaml.safe_load(pipelines.pages(root))["jobs"].values()
    yield next(step["run"] for step in job["steps"] if step.get("name", "").startswith("Build;"))
    (text,) = yaml.safe_load(pipelines.gitlab(root)[".gitlab/hiraku.yml"])["pages"]["script"]
    yield text


@pytest.mark.parametrize("service", [0, 1], ids=["github", "gitlab"])
@pytest.mark.parametrize("status", [200, 404, 403])
def test_a_build_knows_what_the_live_site_has_published(service, status, tmp_path):
    """Only where nothing was ever published, none; where that is not known, nothing is built."""
    with answering(status, b'{"path": "datasets/cards/cards.csv"}\n') as (port, asked):
        done = built(tmp_path, list(build_steps(tmp_path))[service], port)
    assert asked == ["/a/published.jsonl"]
    assert (done.returncode == 0) == (status != 403)
    assert ("datasets/cards/cards.csv" in done.stdout) == (status == 200)
    assert ("build" in done.stdout) == (status != 403)
    assert ("403" in done.stderr) == (status == 403)


def test_a_live_site_that_does_not_answer_stops_the_build(tmp_path):
    done = built(tmp_path, next(build_steps(tmp_path)).replace("--retry 3", ""), 1)
    assert done.returncode == 1
    assert "what was published is not known" in done.stderr


@contextmanager
def answering(status, body):
    """Answer every request on a port of the loopback; yield the port and the paths asked for."""
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, asked
        server.shutdown()


@pytest.mark.parametrize("service", SERVICES)
def test_a_file_that_somebody_else_wrote_stays(service, tmp_path, monkeypatch, capsys):
    lay_out("nothing-wrong", tmp_path)
    written = list(pipelines.SERVICES[service](tmp_path))
    assert run(["ci", service], tmp_path, monkeypatch, capsys)[0] == 0
    assert all((tmp_path / path).is_file() for path in written)
    mine = tmp_path / written[-1]
    mine.write_text("mine: true\n", encoding="utf-8")
    said = run(["ci", service], tmp_path, monkeypatch, capsys)[1]
    assert mine.read_text("utf-8") == "mine: true\n"
    assert f"{written[-1]} はすでにある" in said


def test_the_hooks_are_those_that_pre_commit_reads():
    hooks = load_manifest(ROOT / ".pre-commit-hooks.yaml")
    assert [hook["id"] for hook in hooks] == ["hiraku-check", "hiraku-changes"]


def action():
    return (ROOT / "action.yml").read_text("utf-8")


def test_the_action_has_the_shape_that_github_wants():
    assert faults(action(), "github-actions") == []


def test_the_action_tells_each_finding_at_its_line(tmp_path):
    folder = tmp_path / "the catalog"
    lay_out("wrong-check-digit", folder)
    (tmp_path / "hiraku" / "bin").mkdir(parents=True)
    (tmp_path / "hiraku" / "bin" / "hiraku").symlink_to(BIN / "hiraku")
    *_, step = yaml.safe_load(action())["runs"]["steps"]
    given = {"FOLDER": "the catalog", "FORMAT": "github", "OUTPUT": "", "STRICT": "false"}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=tmp_path, env={**os.environ, **given, "RUNNER_TEMP": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=datasets/municipalities/municipalities.csv,line=5,")
