"""`hiraku init`: from an empty folder to a site, for bodies that have nothing of the first."""

import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from itertools import chain
from pathlib import Path

import jsonschema
import pytest
import yaml

from hiraku.languages import spoken
from hiraku.starting.answers import NOWHERE

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
JAPANESE = re.compile("[぀-ヿ㐀-鿿ｦ-ﾟ]")
# What folds what people type, in any language, names the letters that it folds.
FOLDS = "assets/engine."


@pytest.fixture(scope="module", autouse=True)
def wheel(tmp_path_factory):
    """Build the wheel, install it for itself, and run nothing but that: `hiraku` below."""
    folder, target = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("installed")
    call([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], ROOT)
    (built,) = folder.glob("*.whl")
    call([BIN / "uv", "pip", "install", "-q", "--no-deps", "--target", target, built], folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(target))
        yield built


def call(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def hiraku(folder, *arguments, language="en"):
    return subprocess.run(
        [sys.executable, "-m", "hiraku", "--lang", language, *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def begun(folder, *arguments, language="en"):
    done = hiraku(folder, "init", *arguments, language=language)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def described(folder):
    return yaml.safe_load((folder / "datasets" / "catalog.yaml").read_text("utf-8"))


def published(folder):
    """Check and build, and return the site; nothing may be wrong."""
    checked = hiraku(folder, "check")
    assert checked.stdout.endswith("Nothing is wrong.\n"), checked.stdout + checked.stderr
    built = hiraku(folder, "build")
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "build" / "site"


def test_a_town_in_japanese_and_english(tmp_path):
    begun(tmp_path, "--languages", "ja,en", "--place", "津市", "--place", "Tsu", language="ja")
    site = published(tmp_path)
    assert "津市オープンデータカタログ" in (site / "index.html").read_text("utf-8")
    assert "Tsu open data" in (site / "en" / "index.html").read_text("utf-8")
    assert (site / "en" / "terms" / "index.html").is_file()
    assert_editors_find_the_shapes(tmp_path, site)


def test_a_town_in_english_holds_nothing_japanese(tmp_path):
    site = published(begun(tmp_path, "--place", "Smallville"))
    texts = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in files(tmp_path)}
    with zipfile.ZipFile(site / "all.zip") as archive:
        texts |= {f"all.zip/{name}": archive.read(name) for name in archive.namelist()}
    told = {path: data.decode("utf-8", "ignore") for path, data in texts.items()}
    plain = {path: text for path, text in told.items() if "\0" not in text and FOLDS not in path}
    assert len(plain) > 100
    assert [path for path, text in plain.items() if JAPANESE.search(text)] == []
    # The shapes say which languages hiraku speaks.
    own = {path: text for path, text in plain.items() if "formats/" not in path}
    assert [path for path, text in own.items() if re.search('"ja"|@ja|\\+09:00', text)] == []


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file() and "cache" not in path.parts]


def test_a_city_of_hokkaido_keeps_the_zeros_of_its_code(tmp_path):
    begun(tmp_path, "--place", "札幌市", "--code", "011002", language="ja")
    package = tmp_path / "datasets" / "facilities" / "datapackage.yaml"
    text = package.read_text("utf-8")
    keywords = "keywords:\n- 交付（累計）\n- DX/GX\n- あ\n- R&D\n"
    package.write_text(re.sub(r"keywords:\n(- .*\n)+", keywords, text), "utf-8")
    of_hokkaido(tmp_path)
    site = published(tmp_path)
    assert described(tmp_path)["publisher"]["code"] == "011002"
    for code, _ in REGISTER:
        assert (site / "municipalities" / code / "index.html").is_file()
    ward = (site / "municipalities" / "011011" / "index.html").read_text("utf-8")
    assert "札幌市中央区" in ward
    assert ">243000<" in ward
    assert "市区町村" in (site / "index.html").read_text("utf-8")
    told = json.loads((site / "datasets" / "people" / "data.json").read_text("utf-8"))
    assert [row["code"] for row in told] == [code for code, _ in REGISTER]
    assert '"municipality_code":"011002"' in (
        site / "datasets" / "facilities" / "data.json"
    ).read_text("utf-8")

    answer = json.loads((site / "api" / "3" / "action" / "package_search").read_text("utf-8"))
    by_name = {package["name"]: package for package in answer["result"]["results"]}
    dataset = by_name["facilities"]
    assert [tag["name"] for tag in dataset["tags"]] == ["交付 累計", "DX GX", "R D"]
    extras = {extra["key"]: extra["value"] for extra in dataset["extras"]}
    assert extras["keywords"] == "交付（累計）, DX/GX, あ, R&D"


REGISTER = [
    ("011002", "札幌市"),
    ("011011", "札幌市中央区"),
    ("012025", "函館市"),
    ("013030", "当別町"),
    ("013315", "松前町"),
    ("015113", "猿払村"),
]


def of_hokkaido(root):
    """Add a register of 市町村 and 区, and a table of them, their codes under another title."""
    catalog = described(root)
    catalog["municipalities"] = {"dataset": "register", "code": "code", "name": "name"}
    (root / "datasets/catalog.yaml").write_text(
        yaml.safe_dump(catalog, allow_unicode=True), "utf-8"
    )
    people = {"name": "people", "title": "人口", "type": "integer", "unit": "人"}
    rows = [(code, str(243_000 + at - 1)) for at, (code, _) in enumerate(REGISTER)]
    laid(root, "register", {"name": "name", "title": "市区町村名", "type": "string"}, REGISTER)
    laid(root, "people", people, rows)


def laid(root, name, field, rows):
    """Write a dataset of codes and one more column, after the example of `hiraku init`."""
    code = {"name": "code", "title": "団体コード", "type": "string", "municipalityCode": True}
    source = root / "datasets/facilities/datapackage.yaml"
    package = yaml.safe_load(source.read_text("utf-8")) | {"name": name, "title": name}
    package["resources"][0] |= {"name": name, "title": name, "path": f"{name}.csv", "schema": name}
    schema = {"name": name, "title": name, "fields": [code, field], "primaryKey": ["code"]}
    if name != "register":
        reference = {"package": "register", "resource": "register", "fields": ["code"]}
        schema["foreignKeys"] = [{"fields": ["code"], "reference": reference}]
    folder = root / "datasets" / name
    folder.mkdir()
    lines = [f"code,{field['name']}", *map(",".join, rows)]
    (folder / f"{name}.csv").write_text("\n".join([*lines, ""]), "utf-8")
    for path, tree in {
        folder / "datapackage.yaml": package, root / "schemas" / f"{name}.yaml": schema
    }.items():  # fmt: skip
        path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")


def assert_editors_find_the_shapes(folder, site):
    """The first line of each file that is there to be written names what the site publishes."""
    written = [*folder.glob("datasets/**/*.yaml"), *folder.glob("schemas/*.yaml")]
    assert len(written) == 3
    for path in written:
        first = path.read_text("utf-8").partition("\n")[0]
        address = first.removeprefix(f"# yaml-language-server: $schema={NOWHERE}")
        shape = json.loads((site / address).read_text("utf-8"))
        tree = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))
        jsonschema.validate(tree, shape)


def test_two_languages_need_no_menu(tmp_path):
    places = ("--place", "釧路市", "--place", "Kushiro City")
    begun(tmp_path, *places, "--languages", "ja,en", language="ja")
    settings = tmp_path / "mkdocs.yml"
    without = re.sub(r"(?ms)^nav:\n(?:- .*\n)+", "", settings.read_text("utf-8"))
    assert "nav" not in without
    settings.write_text(without, "utf-8")
    for name in ("a", "b"):
        page = tmp_path / "pages" / "en" / "more" / f"{name}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"# Page {name}\n", "utf-8")
    site = published(tmp_path)
    assert 'class="section"' not in (site / "en" / "about" / "index.html").read_text("utf-8")
    assert '<a href="../b/">Page b</a>' in (site / "en/more/a/index.html").read_text("utf-8")


HOSTILE = 'a: "b" #c {d} [e] & *f !g %h @i `j` <script>k</script> | > - ? \\ \''


def test_what_was_answered_is_text_everywhere(tmp_path):
    begun(tmp_path, "--place", HOSTILE)
    assert described(tmp_path)["publisher"]["name"] == HOSTILE
    about = (published(tmp_path) / "about" / "index.html").read_text("utf-8")
    assert "<script>k" not in about


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (["--code", "11002"], "leading zero"),
        (["--code", "011003"], "check digit"),
        (["--name", "../a"], "lower-case"),
        (["--languages", "xx"], ", ".join(spoken())),
        (["--languages", ""], "--languages"),
        (["--address", "opendata.example.jp"], "https://"),
        (["--address", "https://example.org/?a"], "https://"),
        (["--address", 'https://example.org/"><b>/'], "https://"),
        (["--address", "https://name:secret@example.org/"], "https://"),
        (["--place", "a\nb"], "one line"),
        (["--place", ""], "one line"),
        (["--place", "a", "--place", "b"], "--place"),
    ],
)
def test_an_answer_that_no_catalog_can_be_made_of_is_refused(arguments, cure, tmp_path):
    done = hiraku(tmp_path, "init", *arguments)
    assert done.returncode == 2
    assert cure in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["mkdocs.yml", "pages/about.md", "datasets/x.csv"])
def test_nothing_is_overwritten_and_nothing_half_written(path, tmp_path):
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text("mine", encoding="utf-8")
    done = hiraku(tmp_path, "init")
    assert done.returncode == 2
    assert path.split("/")[0] in done.stderr
    assert [file.read_text("utf-8") for file in files(tmp_path)] == ["mine"]


def test_what_a_repository_has_already_stays(tmp_path):
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    done = hiraku(tmp_path, "init")
    assert "README.md was there already" in done.stdout
    assert (tmp_path / "README.md").read_text("utf-8") == "mine"


def test_nothing_is_written_through_a_link(tmp_path):
    away, root = tmp_path / "away", tmp_path / "root"
    away.mkdir()
    root.mkdir()
    (root / "schemas").symlink_to(away)
    assert hiraku(root, "init").returncode != 0
    assert list(away.iterdir()) == []


def test_where_there_is_no_catalog_the_command_is_named(tmp_path):
    assert "hiraku init" in hiraku(tmp_path, "check").stderr


def test_a_dataset_later_than_it_promises_is_told_by_check_and_build_alike(tmp_path):
    begun(tmp_path, "--place", "Smallville")
    description = tmp_path / "datasets" / "facilities" / "datapackage.yaml"
    text = re.sub("modified: .*", "modified: '2020-01-01'", description.read_text("utf-8"))
    text = re.sub("created: .*", "created: '2020-01-01'", text)
    description.write_text(text + "updateFrequency: monthly\n", "utf-8")
    for command in ("check", "build"):
        done = hiraku(tmp_path, command)
        assert (done.returncode, done.stdout.count("[update-overdue]")) == (0, 1), done.stdout
    assert "update-overdue" not in (tmp_path / "build" / "site" / "quality.csv").read_text("utf-8")
    catalog = tmp_path / "datasets" / "catalog.yaml"
    catalog.write_text(
        catalog.read_text("utf-8") + "severities: {update-overdue: error}\n", "utf-8"
    )
    for command in ("check", "build"):
        assert hiraku(tmp_path, command).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "assumed"),
    [
        ((), ["--place Our town", "--address https://opendata.example.org/"]),
        (("--place", "Smallville"), ["--address https://opendata.example.org/"]),
        (("--place", "Smallville", "--address", "https://data.example.com/"), []),
    ],
)
def test_what_nobody_was_asked_for_is_told(arguments, assumed, tmp_path):
    said = hiraku(tmp_path, "init", *arguments).stdout
    assert ("stand in for your answers" in said) == bool(assumed)
    assert re.findall(r"--(?:place|address) [^,.]+(?:\.[^,. ]+)*", said) == assumed


def test_a_terminal_is_asked_and_each_wrong_answer_at_once_again(tmp_path):
    leader, follower = pty.openpty()
    wrong_and_right = [["xx", "en"], ["Smallville"], ["Not a name", "smallville"], ["11002", ""]]
    answers = [*chain(*wrong_and_right), "data.example.com", "https://data.example.com/a"]
    os.write(leader, "".join(f"{answer}\n" for answer in answers).encode())
    command = [sys.executable, "-m", "hiraku", "--lang", "en", "init"]
    done = subprocess.run(
        command, cwd=tmp_path, stdin=follower, stdout=follower, timeout=60, check=False
    )
    os.close(follower)
    os.close(leader)
    assert done.returncode == 0
    assert described(tmp_path)["publisher"]["name"] == "Smallville"
    assert "https://data.example.com/a/" in (tmp_path / "mkdocs.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ("copyright: me", "copyright"),
        ("extra_css: [a.css]", "extra_css"),
        ("repo_url: https://example.org/r", "repo_url"),
        (
            "theme: {name: hiraku, logo: a.png, palette: {primary: red}}",
            "theme.logo, theme.palette",
        ),
    ],
)
def test_a_setting_that_would_be_ignored_is_refused(setting, name, tmp_path):
    begun(tmp_path)
    settings = tmp_path / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("theme:\n  name: hiraku\n", "")
    text += setting + "\n" + ("" if "theme" in setting else "theme: {name: hiraku}\n")
    settings.write_text(text, "utf-8")
    done = hiraku(tmp_path, "build")
    assert done.returncode == 2
    assert f"mkdocs.yml: {name}. Remove" in done.stderr


@pytest.mark.parametrize("page", ["datasets.md", "robots.txt"])
def test_a_page_at_the_address_of_one_of_ours_is_refused(page, tmp_path):
    begun(tmp_path)
    (tmp_path / "pages" / page).write_text("# mine\n", "utf-8")
    done = hiraku(tmp_path, "build")
    assert done.returncode == 2
    assert f'"{page}"' in done.stderr
    assert not (tmp_path / "build" / "site").exists()


def test_two_commands_of_the_readme_lead_from_nothing_to_a_site(tmp_path, wheel):
    readme = (ROOT / "README.md").read_text("utf-8")
    assert readme.count(f"dist/{wheel.name}") == 2
    (commands,) = re.findall("<!-- from the wheel -->\n```sh\n(.*?)```", readme, re.DOTALL)
    assert len(commands.splitlines()) == 2
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-c", commands], cwd=tmp_path, env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "my-catalog" / "build" / "site" / "index.html").is_file()


def test_the_wheel_lies_beside_what_names_it(tmp_path, wheel):
    """What is run here comes of the wheel, and a service gets that same wheel."""
    begun(tmp_path)
    requirement = (tmp_path / "requirements.txt").read_text("utf-8").strip()
    assert requirement == f"./wheels/{wheel.name}"
    assert (tmp_path / requirement).read_bytes() == wheel.read_bytes()
    command = [sys.executable, "-c", "import hiraku; print(hiraku.__file__)"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "site-packages" not in done.stdout
    assert str(ROOT) not in done.stdout


def test_the_workflow_installs_what_the_catalog_names_and_nothing_of_this_repository(tmp_path):
    begun(tmp_path)
    text = (tmp_path / ".github" / "workflows" / "open-data.yml").read_text("utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    runs = [step["run"].strip() for job in jobs.values() for step in job["steps"] if "run" in step]
    install = "pip install -q -r requirements.txt"
    assert runs[:3] == [install, "hiraku check", install]
    assert 'hiraku build --ledger "$ledger"' in runs[3]
    assert re.search(r"\nhiraku conform \|\| \[ \$\? -eq 1 \] #.*\nhiraku build #", runs[3])
    used = re.findall(r"uses: (\S+)", text)
    assert [action for action in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action)] == []
    assert "hiraku" in (tmp_path / "requirements.txt").read_text("utf-8")
