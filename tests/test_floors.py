"""The house stands as `architecture.md` of the manual says: its tables are read here."""

import ast
import re
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from every import of_every

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "hiraku"
MANUAL = ROOT / "site_src" / "pages" / "manual" / "architecture.md"
PATHS = {
    path.relative_to(SOURCE).as_posix(): path
    for path in sorted(SOURCE.rglob("*.py"))
    if path.stem != "__init__" or path.stat().st_size
}


def table(heading):
    """Return the cells of the first table below a heading, without its head."""
    section = MANUAL.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def spans(cell):
    return re.findall(r"`([^`]+)`", cell)


def floors():
    """Return the floor of each part; a part ends with a slash where it is a folder."""
    found, floor = {}, None
    for number, parts, _ in table("階"):
        floor = int(number.split()[0]) if number else floor
        found |= dict.fromkeys(spans(parts), floor)
    return found


def floor_of(path):
    """Return the floor of the longest part that holds the file; None where none does."""
    part = part_of(path)
    return None if part is None else FLOORS[part]


def part_of(path):
    """Return the longest part of the table that holds the file; None where none does."""
    holding = [
        part for part in FLOORS if path == part or (part[-1] == "/" and path.startswith(part))
    ]
    return max(holding, key=len, default=None)


@cache
def tree(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(path):
    """Yield (module, name) of each import of a file, at its top, inside functions, for types."""
    for node in ast.walk(tree(PATHS[path])):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno} imports relatively"
            yield from ((str(node.module), alias.name) for alias in node.names)


def own_file(module):
    """Return the file of one of hiraku's modules or packages; None for any other."""
    first, *rest = module.split(".")
    stem = "/".join(rest)
    known = (f"{stem}.py", f"{stem}/__init__.py" if stem else "__init__.py")
    return next((file for file in known if first == "hiraku" and file in PATHS), None)


def imported_files(path):
    """Return hiraku's own files that a file imports."""
    found = set()
    for module, name in imports(path):
        found.add(own_file(f"{module}.{name}") or own_file(module))
    return found - {None}


WALKS = [row for name in ("1つのデータセットの道", "1つの誤ったセルの道") for row in table(name)]
FLOORS = floors()
REGISTRIES = {spans(row[0])[0]: spans(row[1])[0] for row in table("登録簿")}
TOOLS = {spans(row[0])[0]: spans(row[1]) for row in table("外の道具")}


@cache
def graph():
    """Return what each of hiraku's own files imports of them."""
    return {path: imported_files(path) for path in PATHS}


@of_every(FLOORS)
def test_every_part_of_the_manual_exists(part):
    assert (SOURCE / part).exists()
    assert (SOURCE / part).is_dir() == part.endswith("/")


@of_every(PATHS)
def test_every_module_has_a_floor(path):
    assert floor_of(path) is not None, f"{path} stands nowhere in the table of architecture.md"


@of_every(PATHS)
def test_imports_point_downwards(path):
    upward = [other for other in graph()[path] if floor_of(other) > floor_of(path)]
    assert not upward, f"{path} imports {upward}, which stands on a higher floor"


@of_every(PATHS)
def test_rooms_of_one_floor_leave_each_other_alone(path):
    room = part_of(path)
    siblings = [
        other
        for other in graph()[path]
        if part_of(other) != room and floor_of(other) == FLOORS[room]
    ]
    assert FLOORS[room] == 0 or room[-1] != "/" or not siblings, f"{path} imports {siblings}"


FOLDERS = sorted({path.parent for path in PATHS.values()})
MOST_DOORS = 14


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_room_has_more_than_about_a_dozen_doors(folder):
    doors = [
        path
        for path in folder.iterdir()
        if (path.suffix == ".py" and path.stem != "__init__")
        or (path.is_dir() and any(path.rglob("*.py")))
    ]
    registry = f"{folder.relative_to(SOURCE).as_posix()}/" in REGISTRIES
    assert registry or folder == SOURCE or len(doors) <= MOST_DOORS, f"{folder.name}: {doors}"


def test_the_walks_lead_through_files_that_know_what_they_hand_on():
    for _, file, _, carried in WALKS:
        known = {
            node.id if isinstance(node, ast.Name) else node.name
            for node in ast.walk(tree(PATHS[spans(file)[0]]))
            if isinstance(node, ast.Name | ast.ClassDef | ast.alias)
        }
        assert set(spans(carried)) <= known, file


def test_no_modules_import_each_other_in_a_ring():
    try:
        TopologicalSorter(graph()).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


@of_every(PATHS)
def test_other_tools_stay_in_their_place(path):
    for tool in {module.split(".")[0] for module, _ in imports(path)} & set(TOOLS):
        fits = any(path == place or path.startswith(place) for place in TOOLS[tool])
        assert fits, f"{path} imports {tool}, which belongs in {TOOLS[tool]}"


@pytest.mark.parametrize("folder", REGISTRIES)
def test_modules_of_a_registry_are_imported_by_no_other(folder):
    importers = {path for path in PATHS for other in graph()[path] if other.startswith(folder)}
    assert not importers, f"{importers} reach into {folder}: ask the registry"


@of_every([path for path in PATHS if "__init__" in path])
def test_packages_are_empty_but_for_the_version(path):
    lines = PATHS[path].read_text(encoding="utf-8").splitlines()
    assert not lines or (path == "__init__.py" and lines[-1].startswith("__version__ = "))


@of_every(PATHS)
def test_modules_are_short_and_named_by_their_subject(path):
    assert len(PATHS[path].read_text(encoding="utf-8").splitlines()) <= 300
    assert PATHS[path].stem not in {"utils", "util", "helpers", "helper", "common", "misc"}


LONGEST_FUNCTION = 40


@of_every(PATHS)
def test_functions_fit_on_a_screen(path):
    nodes = ast.walk(tree(PATHS[path]))
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    lines = {node.name: node.end_lineno - node.lineno + 1 for node in functions}
    assert not {name: n for name, n in lines.items() if n > LONGEST_FUNCTION}


def test_no_two_public_classes_share_a_name():
    owners = {}
    for path, file in PATHS.items():
        for node in tree(file).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                owners.setdefault(node.name, []).append(path)
    assert not {name: paths for name, paths in owners.items() if len(paths) > 1}


NAMELESS = {"each", "found", "it", "one", "thing", "told"}


def loop_variables(file):
    """Yield the line and the name of each variable of a loop or a comprehension."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.For | ast.comprehension):
            names = (name for name in ast.walk(node.target) if isinstance(name, ast.Name))
            yield from ((name.lineno, name.id) for name in names)


ASSIGNED_NAMELESS = {"each", "found", "told", "described"}


def assigned_names(path):
    """Yield the line and the name of each plain variable that a value is given to."""
    nodes = list(ast.walk(tree(PATHS[path])))
    attributes = {line for kind in nodes if isinstance(kind, ast.ClassDef) for line in kind.body}
    for node in set(nodes) - attributes:
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.NamedExpr):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((name.lineno, name.id) for name in targets if isinstance(name, ast.Name))


@of_every(PATHS)
def test_what_is_found_or_told_has_the_name_of_what_it_is(path):
    nameless = [place for place in assigned_names(path) if place[1] in ASSIGNED_NAMELESS]
    assert not nameless, f"{path} {nameless}: name what it is"


@of_every(PATHS)
def test_loop_variables_are_the_noun(path):
    nameless = [place for place in loop_variables(PATHS[path]) if place[1] in NAMELESS]
    assert not nameless, f"{path} {nameless}: name what the loop holds: field, row, dataset"


@pytest.mark.parametrize("folder", ["", "*/"])
def test_loop_variables_of_tests_are_the_noun(folder):
    files = Path(__file__).parent.glob(f"{folder}*.py")
    places = {file.name: list(loop_variables(file)) for file in files}
    nameless = {file: place for file in places for place in places[file] if place[1] in NAMELESS}
    assert nameless == {}
