"""Each module of a registry offers one public name, which is what its contract asks for.

What is in it is the type checker's to hold: here it is seen to do so.
"""

import ast
import inspect
import re
import shutil
import subprocess
import sys
import typing
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
            of_rule = any(
                ast.unparse(decorator).startswith("rule.") for decorator in node.decorator_list
            )
            yield from () if of_rule else (node.name,)
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        names = [leaf for target in targets for leaf in ast.walk(target)]
        yield from (leaf.id for leaf in names if isinstance(leaf, ast.Name))


@pytest.mark.parametrize(
    ("path", "name", "contract"), MODULES, ids=[module[0] for module in MODULES]
)
def test_a_module_offers_what_its_contract_asks_for_and_no_more(path, name, contract):
    offered = {public_name for public_name in public_names(path) if not public_name.startswith("_")}
    assert offered == {name}
    assert isinstance(getattr(import_module(dotted(path)), name), contract_class(name, contract))


@pytest.mark.parametrize(("folder", "name", "contract"), REGISTRIES)
def test_a_registry_is_walked_where_its_contract_stands(folder, name, contract):
    own = f'"{dotted(folder)}"'
    walking = [path for path in PATHS if own in PATHS[path].read_text(encoding="utf-8")]
    assert contract in walking
    choosing = {"commands/check.py", "commands/changes.py"}  # of `--format`
    assert set(walking) - {contract} <= choosing
    assert entries(dotted(folder), contract_class(name, contract))


def test_every_folder_of_modules_that_nobody_imports_is_a_registry():
    named = {folder for folder, _, _ in REGISTRIES}
    walked = {
        match.replace(".", "/").removeprefix("hiraku/") + "/"
        for path in PATHS
        for match in re.findall(
            r'entr(?:ies|y)\(\s*"([\w.]+)"', PATHS[path].read_text(encoding="utf-8")
        )
    }
    assert walked == named


def test_every_rule_says_what_it_finds():
    rule = contract_class("rule", "checking/contracts.py")
    silent = [
        id_ for id_, entry in entries("hiraku.checking.rules", rule).items() if not entry.find
    ]
    assert not silent


def named_classes(hint):
    """Yield hiraku's own classes that a type names, those of a function's arguments included."""
    if isinstance(hint, type) and hint.__module__.startswith("hiraku."):
        yield hint
    for part in hint if isinstance(hint, list) else typing.get_args(hint):
        yield from named_classes(part)


CONTRACTS = [
    import_module(dotted(contract)) for contract in dict.fromkeys(r[2] for r in REGISTRIES)
]
OF_CONTRACTS = [
    member
    for module in CONTRACTS
    for name, member in vars(module).items()
    if getattr(member, "__module__", None) == module.__name__ and not name.startswith("_")
]
NAMED = {
    kind
    for contract in OF_CONTRACTS
    if isinstance(contract, type)
    for hint in (
        *typing.get_type_hints(contract).values(),
        *getattr(contract, "__orig_bases__", ()),
    )
    for kind in (contract, *named_classes(hint))
}


def undescribed(kind):
    """Yield the attributes that a class does not name in its docstring, and its silent methods."""
    described = set(re.findall(r"`(\w+)`", kind.__doc__ or ""))
    yield from (name for name in vars(kind).get("__annotations__", {}) if name not in described)
    for name, member in vars(kind).items():
        function = getattr(member, "fget", None) or getattr(member, "func", member)
        if inspect.isfunction(function) and not function.__doc__:
            yield name


@pytest.mark.parametrize("kind", sorted(NAMED, key=repr), ids=lambda kind: kind.__name__)
def test_whatever_a_contract_names_says_what_it_is(kind):
    """Each attribute stands in the docstring of its class, each method has a docstring."""
    assert kind.__doc__
    silent = [name for name in undescribed(kind) if not name.startswith("_")]
    assert not silent, f"{kind.__module__}.{kind.__name__} tells nothing of {silent}"


def test_every_function_of_a_contract_says_what_it_returns():
    functions = [member for member in OF_CONTRACTS if inspect.isfunction(member)]
    assert not [function.__qualname__ for function in functions if not function.__doc__]


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
    ("conforming/judges/feeds.py", "files=", "file="),
    ("changes/forms/json.py", "ChangeFormat(", "ChangeFormat(writes="),
    ("intake/rules/several_tables.py", "(looked: Looked)", "(looked: Remark)"),
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
