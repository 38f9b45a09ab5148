"""What people type, asked of the search of the built site as its page asks: a list judges.

`held-out.tsv` was written before the search and is not to be tried with; `development.tsv` is, and
`spellings.tsv`: what is typed in another spelling than the data have.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from catalogs import ROOT

NODE = shutil.which("node")
SCRIPTS = ROOT / "src" / "hiraku" / "theme" / "scripts"
QUERIES = ROOT / "tests" / "scripts" / "queries"
# Of all queries, how many must have the wanted first result.
LEAST = {"held-out": 0.92, "development": 0.95, "spellings": 0.95}
MANY = {"spellings": 60}

pytestmark = pytest.mark.skipif(not NODE, reason="no node on this machine")


@pytest.fixture(scope="module")
def modules(tmp_path_factory):
    """Lay the scripts where node takes them for modules, as browsers do."""
    folder = tmp_path_factory.mktemp("search")
    shutil.copytree(SCRIPTS, folder / "scripts")
    shutil.copy(QUERIES / "run.js", folder)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder


def answers(modules, site, name):
    done = subprocess.run(
        [NODE, modules / "run.js", modules / "scripts", site, QUERIES / f"{name}.tsv"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return list(map(json.loads, done.stdout.splitlines()))


def is_right(answer):
    """Tell whether the first result is one that is wanted, with the row; or nothing, and why."""
    wanted = answer["wanted"].split("|")
    if "nothing" in wanted and (not answer["paths"] or (answer["near"] and answer["lacking"])):
        return True
    row = answer.get("row") or ""
    return bool(answer["paths"]) and answer["paths"][0] in wanted and holds(answer, row)


def holds(answer, row):
    return not row or any(row in " ".join(text.split()) for text in answer["rows"])


@pytest.mark.parametrize("name", LEAST)
def test_people_find_first_what_they_look_for(modules, site, name):
    given = answers(modules, site, name)
    assert len(given) >= MANY.get(name, 150)
    right = sum(map(is_right, given))
    print(f"{name}: {right} of {len(given)}")  # noqa: T201 - a figure of the record
    assert right >= LEAST[name] * len(given)


@pytest.mark.parametrize("name", LEAST)
def test_nobody_is_left_without_a_result_where_something_fits(modules, site, name):
    given = answers(modules, site, name)
    lost = [answer["query"] for answer in given if not answer["paths"]]
    fitting = {answer["query"] for answer in given if "nothing" not in answer["wanted"]}
    assert not fitting.intersection(lost)


def test_a_list_does_not_share_queries_with_the_other():
    lists = [
        {line.split("\t")[1] for line in path.read_text("utf-8").splitlines() if "\t" in line}
        for path in sorted(Path(QUERIES).glob("*.tsv"))
    ]
    assert len(lists) == len(LEAST)
    assert not set.intersection(*lists)
