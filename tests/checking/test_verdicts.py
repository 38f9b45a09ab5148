"""What was judged is not judged again while nothing of it changes; what changes is."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
import yaml
from catalogs import copy_first_catalog

import hiraku
from hiraku.checking import targets
from hiraku.checking.kept import fingerprints
from hiraku.checking.kept.report_cache import ReportCache
from hiraku.checking.targets import CheckOptions, check_catalog
from hiraku.errors import UsageError
from hiraku.languages import Message
from hiraku.problems import Counts, Example, Neighbours, Place, Problem, Report, Severity
from hiraku.reading.tables import Tables

REPORT = Report(
    (
        Problem(
            "type-error",
            Place("datasets/x/x.csv", 3, 4, 2, "n", "数"),
            {"cell": "約5万", "type": Message("types.integer")},
            hint="about",
            severity=Severity.WARNING,
            total=7,
            examples=(
                Example(Place("x.csv", 3), "約5万", Neighbours(("a", None), 1, 2)),
                Example(Place("x.csv")),
            ),
        ),
    ),
    Counts(1, 2, 3, 4),
    {"x": Report((), Counts(1))},
)


# One table refers to the other.
DATASETS = {"municipalities", "mynumber-card-municipalities"}


@pytest.fixture
def catalog(tmp_path):
    copy_first_catalog(tmp_path)
    for folder in [path for path in (tmp_path / "datasets").iterdir() if path.is_dir()]:
        if folder.name not in DATASETS:
            shutil.rmtree(folder)
    described = tmp_path / "datasets" / "catalog.yaml"
    tree = yaml.safe_load(described.read_text("utf-8"))
    del tree["findings"]
    described.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")
    return tmp_path


@pytest.fixture
def judged(monkeypatch):
    """Note each time that the catalog is judged instead of remembered."""
    found = []
    original = targets.check
    monkeypatch.setattr(targets, "check", lambda *given: found.append(1) or original(*given))
    return found


def run(catalog, *, cached=True):
    return check_catalog(catalog, CheckOptions(lambda *_: None, cached=cached))


def kept(catalog):
    folder = catalog / "build" / "cache" / "verdicts"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_a_verdict_is_read_back_as_it_was(tmp_path):
    verdicts = ReportCache(tmp_path)
    verdicts.keep("a", REPORT)
    assert ReportCache(tmp_path).known("a") == REPORT
    assert ReportCache(tmp_path).known("b") is None


@pytest.mark.parametrize("damage", ["cut", "changed", "no JSON", "emptied", "other shape"])
def test_a_damaged_verdict_is_none(tmp_path, damage):
    verdicts = ReportCache(tmp_path)
    verdicts.keep("a", REPORT)
    path = tmp_path / "a"
    text = path.read_text()
    damaged = {
        "cut": text[:-20],
        "changed": text.replace('"total":7', '"total":0'),
        "no JSON": "x",
        "emptied": "",
        "other shape": json.dumps([]),
    }
    path.write_text(damaged[damage])
    assert verdicts.known("a") is None


def test_an_unchanged_catalog_is_not_judged_again(catalog, judged):
    first = run(catalog)
    assert run(catalog) == first
    assert len(judged) == 1


def test_without_cache_nothing_is_read_or_written(catalog, judged):
    run(catalog, cached=False)
    run(catalog, cached=False)
    assert len(judged) == 2
    assert not kept(catalog)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("datasets/municipalities/municipalities.csv", "242012", "242013"),
        ("schemas/municipalities.yaml", "pattern", "patern"),
        ("datasets/municipalities/datapackage.yaml", "municipalities.csv", "gone.csv"),
    ],
)
def test_whatever_changes_is_judged_again_and_mended_again(catalog, file, old, new):
    assert run(catalog).ok
    path = catalog / file
    sound = path.read_text(encoding="utf-8")
    assert old in sound
    path.write_text(sound.replace(old, new), encoding="utf-8")
    changed = run(catalog)
    assert changed == run(catalog, cached=False)
    assert not changed.ok
    path.write_text(sound, encoding="utf-8")
    assert run(catalog).ok


def test_a_change_in_a_table_that_others_refer_to_is_noticed(catalog):
    run(catalog)
    path = catalog / "datasets/municipalities/municipalities.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    assert run(catalog) == run(catalog, cached=False)


def test_a_list_that_comes_to_lie_where_nothing_reads_it_is_told_whatever_was_kept(catalog):
    run(catalog)
    (catalog / "mkdocs.yml").write_text("site_name: x\ndocs_dir: site_src/pages\n")
    assert run(catalog).problems == ()
    (catalog / "site_src").mkdir(exist_ok=True)
    (catalog / "site_src" / "search.yaml").write_text("synonyms:\n  - [a, b]\n")
    told = run(catalog).problems
    assert [(problem.id, problem.place.file) for problem in told] == [
        ("stray-file", "site_src/search.yaml")
    ]


def test_a_file_that_changes_during_the_check_leaves_no_verdict_behind(catalog, monkeypatch):
    """It is spoilt after its fingerprint was taken and before it is read, and mended afterwards."""
    path = catalog / "datasets/municipalities/municipalities.csv"
    sound, scan = path.read_text("utf-8"), Tables.load_small_files

    def spoiling(*given):
        path.write_text(sound.replace("242012", "242013"), encoding="utf-8")
        scan(*given)

    with monkeypatch.context() as patch:
        patch.setattr(Tables, "load_small_files", spoiling)
        assert not run(catalog).ok
    path.write_text(sound, encoding="utf-8")
    assert run(catalog).ok


def test_damaged_verdicts_are_judged_and_written_again(catalog, judged):
    first = run(catalog)
    for path in kept(catalog):
        path.write_text("damaged")
    assert run(catalog) == first
    assert len(judged) == 2
    assert run(catalog) == first
    assert len(judged) == 2


def test_verdicts_of_what_has_changed_are_forgotten(catalog):
    run(catalog)
    before = len(kept(catalog))
    with (catalog / "datasets/municipalities/datapackage.yaml").open("a") as file:
        file.write("# changed\n")
    run(catalog)
    assert len(kept(catalog)) == before


def test_a_wrong_setting_is_told_whatever_was_kept(catalog):
    run(catalog)
    settings = "site_name: x\nplugins:\n  - hiraku:\n      memory_limit: much\n"
    (catalog / "mkdocs.yml").write_text(settings)
    with pytest.raises(UsageError):
        run(catalog)


PACKAGE = Path(hiraku.__file__).parent


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """Let a copy of the package be the one that judges."""
    target = tmp_path / "hiraku"
    shutil.copytree(PACKAGE, target, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(hiraku, "__file__", str(target / "__init__.py"))
    return target


def fingerprintof_hiraku():
    fingerprints.of_hiraku.cache_clear()
    return fingerprints.of_hiraku()


@pytest.fixture(autouse=True)
def _fresh():
    yield
    fingerprints.of_hiraku.cache_clear()


def test_a_verdict_depends_on_every_file_of_the_package_by_its_content(copied):
    """One file of each kind is changed, with its length and its time left as they were."""
    kinds = {path.suffix: path for path in sorted(copied.rglob("*")) if path.is_file()}
    assert {".py", ".json", ".md", ".html"} <= set(kinds)
    seen = {fingerprintof_hiraku()}
    for path in kinds.values():
        found, content = path.stat(), path.read_bytes()
        path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
        seen.add(fingerprintof_hiraku())
    assert len(seen) == len(kinds) + 1


def test_a_verdict_depends_on_nothing_that_python_leaves_behind(copied):
    before = fingerprintof_hiraku()
    (copied / "checking" / "__pycache__").mkdir()
    (copied / "checking" / "__pycache__" / "check.pyc").write_bytes(b"x")
    assert fingerprintof_hiraku() == before


def test_a_verdict_depends_on_the_version_of_each_library(tmp_path, monkeypatch):
    before = fingerprintof_hiraku()
    library = tmp_path / "duckdb-9.0.0.dist-info"
    library.mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    first = fingerprintof_hiraku()
    library.rename(tmp_path / "duckdb-9.0.1.dist-info")
    assert len({before, first, fingerprintof_hiraku()}) == 3


def test_a_kept_verdict_of_another_hiraku_is_judged_again(catalog, judged, copied):
    run(catalog)
    shape = copied / "reading" / "descriptors" / "shapes" / "schema.json"
    shape.write_text(shape.read_text("utf-8") + "\n", encoding="utf-8")
    fingerprints.of_hiraku.cache_clear()
    run(catalog)
    assert len(judged) == 2
