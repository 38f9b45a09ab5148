"""Each module of a registry offers one public name, which is what its contract asks for.

What is in it is the type checker's to hold: here it is seen to do so.
"""

import ast
import re
import shutil
import subprocess
import sys
from importlib import import_module

import pytest
from test_floors import PATHS, ROOT, SOURCE, spans, table

from hiraku.registry import entries, offered_name

REGISTRIES = [(spans(row[0])[0], spans(row[1])[0], spans(row[2])[0]) for row in table("登録簿")]
MODULES = [
    (path, name, contract)
    for folder, name, contract in REGISTRIES
    for path in PATHS
    if path.startswith(folder)
]


def dotted(path):
    return "hiraku." + path.removesuffix(".py").strip("/").replace("/", ".")


def contract_class(name, contract):
    module = import_module(dotted(contract))
    return next(c for c in vars(module).values() if isinstance(c, type) and offered_name(c) == name)


def public_names(path):
    """Yield every name that a module defines for others; what a rule finds is the rule's."""
    for node in ast.parse(PATHS[path].read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            of_rule = any(ast.unparse(each).startswith("rule.") for each in node.decorator_list)
            yield from () if of_rule else (node.name,)
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        names = [leaf for target in targets for leaf in ast.walk(target)]
        yield from (leaf.id for leaf in names if isinstance(leaf, ast.Name))


@pytest.mark.parametrize(("path", "name", "contract"), MODULES, ids=[each[0] for each in MODULES])
def test_a_module_offers_what_its_contract_asks_for_and_no_more(path, name, contract):
    offered = {each for each in public_names(path) if not each.startswith("_")}
    assert offered == {name}
    assert isinstance(getattr(import_module(dotted(path)), name), contract_class(name, contract))


@pytest.mark.parametrize(("folder", "name", "contract"), REGISTRIES)
def test_a_registry_is_walked_where_its_contract_stands(folder, name, contract):
    own = f'"{dotted(folder)}"'
    walking = [path for path in PATHS if own in PATHS[path].read_text(encoding="utf-8")]
    assert contract in walking
    assert set(walking) - {contract} <= {"cli.py"}
    assert entries(dotted(folder), contract_class(name, contract))


def test_every_folder_of_modules_that_nobody_imports_is_a_registry():
    named = {folder for folder, _, _ in REGISTRIES}
    walked = {
        match.replace(".", "/").removeprefix("hiraku/") + "/"
        for path in PATHS
        for match in re.findall(r'entries\(\s*"([\w.]+)"', PATHS[path].read_text(encoding="utf-8"))
    }
    assert walked == named


def test_every_rule_says_what_it_finds():
    rule = contract_class("rule", "checking/contracts.py")
    silent = [id_ for id_, each in entries("hiraku.checking.rules", rule).items() if not each.find]
    assert not silent


FAULTS = [
    ("publishing/tables/exports/json.py", "media_type=", "media_typ="),  # misspelt
    ("publishing/tables/exports/csv.py", "dcat_format=", "# dcat_format="),  # missing
    ("publishing/tables/exports/parquet.py", "packed=True", "packed=True, colour=1"),  # surplus
    (
        "publishing/tables/exports/xlsx.py",
        "out: StagePath)",
        "out: StagePath, mode: str)",
    ),  # an argument
    ("checking/types/fieldtypes/year.py", "acquits=", "acquit="),
    ("checking/rules/source_missing.py", "(dataset: Dataset)", "(dataset: Schema)"),
    ("publishing/metadata/vocabularies/feed.py", "Vocabulary(", "Vocabulary(position=1, describe="),
    ("publishing/pages/snippets/curl.py", "position=1", "position='1'"),
    ("publishing/pages/kinds/home.py", "PageKind(", "PageKind(page="),
    ("publishing/previews/transports/chunks.py", "rows=", "ROWS="),
    ("publishing/charts/forms/bar.py", "wide=", "width="),
    ("publishing/hosting/hosts/nginx.py", "write=", "writes="),
    ("reporting/formats/json.py", "ReportFormat(", "ReportFormat(writer="),
    ("reading/records/formats/ods.py", "suffixes=", "suffix="),
]


def test_the_type_checker_refuses_what_a_contract_does_not_know(tmp_path):
    """Break a module of each registry in a copy; each must be told of."""
    shutil.copytree(SOURCE, tmp_path / "src" / "hiraku")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    cache = ROOT / ".mypy_cache"
    if cache.is_dir():
        shutil.copytree(cache, tmp_path / ".mypy_cache")
    assert {next(f for f, _, _ in REGISTRIES if p.startswith(f)) for p, _, _ in FAULTS} == {
        folder for folder, _, _ in REGISTRIES
    }
    for path, sound, broken in FAULTS:
        file = tmp_path / "src" / "hiraku" / path
        text = file.read_text(encoding="utf-8")
        assert sound in text, path
        file.write_text(text.replace(sound, broken), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--no-error-summary"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    told = {line.split(":")[0].removeprefix("src/hiraku/") for line in run.stdout.splitlines()}
    assert told == {path for path, _, _ in FAULTS}, run.stdout
