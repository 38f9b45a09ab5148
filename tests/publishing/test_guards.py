"""Where hiraku puts a part of its own into a library, a library that does not ask for it is told.

Each test stands in for a later version, in which the place is gone.
"""

import itertools
import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib import import_module
from importlib.metadata import packages_distributions
from inspect import isclass, isfunction
from itertools import chain

import pytest
from catalogs import ROOT, configure, lay_out
from mkdocs import plugins
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from test_floors import PATHS, imports

from hiraku.errors import HirakuError, LibraryError
from hiraku.model import Dataset, Field, Resource, Schema, Text
from hiraku.progress import silent
from hiraku.publishing import mkdocs_build
from hiraku.publishing.publish import publish
from hiraku.publishing.rendering.escaping import EscapingCodeGenerator, PageEnvironment
from hiraku.publishing.tables.published_table import PublishedTable
from hiraku.publishing.tables.workbook import book
from hiraku.reading.tables import Tables


@pytest.fixture
def table(tmp_path):
    folder = tmp_path / "datasets" / "cards"
    folder.mkdir(parents=True)
    (folder / "cards.csv").write_text("name\n津市\n", encoding="utf-8")
    schema = Schema("cards", (Field("name", "string", Text({"ja": "名前"})),), Text({"ja": "表"}))
    resource = Resource("cards", "cards.csv", Text({"ja": "表"}), schema)
    dataset = Dataset("cards", folder, Text({"ja": "交付率"}), (resource,))
    with Tables(tmp_path) as tables:
        loaded = tables.table(dataset, resource)
        yield PublishedTable(loaded, resource, tables.connection, dataset, Text({"ja": "表"}), "")


def test_a_workbook_without_its_rows_is_no_workbook(table, tmp_path, monkeypatch):
    book.write_book(table, tmp_path / "sound.xlsx")
    monkeypatch.delattr(book._DataSheet, "_write_optimized_sheet_data")  # noqa: SLF001 - what XlsxWriter asks for
    with pytest.raises(LibraryError, match="XlsxWriter"):
        book.write_book(table, tmp_path / "empty.xlsx")


def test_a_workbook_that_has_not_counted_its_header_does_not_take_our_count():
    with pytest.raises(LibraryError, match="XlsxWriter"):
        book._DataSheet().reach(7)  # noqa: SLF001 - what XlsxWriter is given


@pytest.mark.parametrize(
    ("kind", "name"),
    [(PageEnvironment, "code_generator_class"), (EscapingCodeGenerator, "_output_child_pre")],
)
def test_templates_that_do_not_escape_by_our_own_way_are_not_used(kind, name, monkeypatch):
    PageEnvironment(autoescape=True).demand_escaping()
    monkeypatch.delattr(kind, name)
    with pytest.raises(LibraryError, match="Jinja2"):
        PageEnvironment(autoescape=True).demand_escaping()


def test_a_server_that_never_told_its_address_is_no_success(tmp_path, monkeypatch):
    lay_out("nothing-wrong", tmp_path)
    configure(tmp_path)
    monkeypatch.setattr(mkdocs_build.mkdocs_serve, "serve", lambda *_, **__: None)
    with pytest.raises(LibraryError, match="MkDocs"):
        mkdocs_build.serving(tmp_path, 0, "ja", lambda _: None)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("on_files", LibraryError),
        ("on_env", HirakuError),  # our templates use what no other environment has
        ("on_post_build", LibraryError),
    ],
)
def test_a_site_of_which_a_step_was_left_out_is_not_published(step, told, tmp_path, monkeypatch):
    lay_out("nothing-wrong", tmp_path)
    configure(tmp_path)
    publish(tmp_path, tmp_path / "sound", silent)
    run = plugins.PluginCollection.run_event

    def without(self, name, item=None, **kwargs):
        return item if f"on_{name}" == step else run(self, name, item, **kwargs)

    monkeypatch.setattr(plugins.PluginCollection, "run_event", without)
    with pytest.raises(told):
        publish(tmp_path, tmp_path / "other", silent)
    assert not (tmp_path / "other").exists()


def test_a_database_without_its_compiled_module_is_told(tmp_path):
    (tmp_path / "_duckdb.py").touch()
    run = subprocess.run(
        [sys.executable, "-m", "hiraku", "--lang", "en", "check"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (3, "")
    assert run.stderr.startswith("This version of DuckDB does not work as hiraku knows it.")


# Versions


@cache
def required():
    """Return what pyproject.toml demands, by the name of the distribution."""
    return _by_name(_project()["dependencies"])


def of_extras():
    """Return what it names for those who ask for more, by the name of the distribution."""
    return _by_name(itertools.chain(*_project()["optional-dependencies"].values()))


def _project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def _by_name(stated):
    return {requirement.name: requirement for requirement in map(Requirement, stated)}


# The names of distributions by those of what they bring; of one its distribution does not tell.
BROUGHT = {"_duckdb": ["duckdb"], **packages_distributions()}


def distribution(module):
    """Return the distribution that brings a module; None where Python or hiraku does."""
    top = module.partition(".")[0]
    if top in sys.stdlib_module_names or top in {"builtins", "hiraku"}:
        return None
    return canonicalize_name(BROUGHT[top][0])


IMPORTED = {distribution(module) for path in PATHS for module, _ in imports(path)} - {None}


def test_what_is_imported_is_declared_and_nothing_else():
    assert {*required(), *of_extras()} == IMPORTED


def taken_over(path):
    """Yield the distribution of each class of which one of ours writes a private method anew."""
    module = import_module("hiraku." + path.removesuffix(".py").replace("/", "."))
    for kind in filter(isclass, vars(module).values()):
        for name in [name for name, value in vars(kind).items() if isfunction(value)]:
            owners = (base.__module__ for base in kind.__mro__[1:] if name in vars(base))
            if kind.__module__ == module.__name__ and re.match("_[^_]", name):
                yield from map(distribution, owners)


def used_inside():
    """Return the distributions whose private parts hiraku uses."""
    modules = {path: {module for module, _ in imports(path)} for path in PATHS}
    private = {name for names in modules.values() for name in names if re.match("_[^_]", name)}
    outside = [path for path in PATHS if set(map(distribution, modules[path])) - {None, "msgspec"}]
    return {*map(distribution, private), *chain(*map(taken_over, outside))} - {None}


def bound(requirement):
    """Return the version that a requirement stays below; None where it has no such bound."""
    bounds = [Version(clause.version) for clause in requirement.specifier if clause.operator == "<"]
    return min(bounds, default=None)


# Beside those of which private parts are used: hiraku sets what MkDocs' server has, and hands
# frictionless one cell after another.
PRIVATE = {"duckdb", "jinja2", "xlsxwriter"}
BOUNDED = PRIVATE | {"frictionless", "mkdocs"}


def test_the_libraries_of_which_private_parts_are_used_are_these():
    assert used_inside() == PRIVATE


@pytest.mark.parametrize("name", sorted(BOUNDED))
def test_a_library_whose_insides_are_used_has_an_upper_bound(name):
    """The bound is the next major version: it is tried before it is allowed."""
    lowest = min(Version(clause.version) for clause in required()[name].specifier)
    assert bound(required()[name]) == Version(str(lowest.major + 1))
