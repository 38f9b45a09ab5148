"""The two sides of a comparison: what the command was given becomes two catalogs to compare.

Refs of git are laid out in a folder of their own, folders are read where they stand; of a large
catalog only what changed is read, and what refers to other datasets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from hiraku.admitted import demand_file, demand_file_or_folder
from hiraku.changes.compare.repository import Repository, open_repository
from hiraku.errors import HirakuError, UsageError
from hiraku.model import LANGUAGES, Catalog, Dataset, Origin, Resource, Text
from hiraku.own_folders import scratch
from hiraku.problems import Place, Problem, Refused, Severity
from hiraku.reading.catalog.catalog import DESCRIPTORS, read_catalog
from hiraku.reading.catalog.descriptor_reader import Reading, Selection
from hiraku.reading.catalog.lone_descriptors import read_package, read_schema
from hiraku.reading.descriptors.read import MAX_BYTES
from hiraku.reading.files.paths import admit

_REFERS = b"foreignKeys"
_PACKAGE = re.compile(rb"""package["']?\s*:\s*["']?([\w.-]+)""")
_REGISTER = re.compile(rb"""dataset["']?\s*:\s*["']?([\w.-]+)""")
_NAME = re.compile(rb"""(?m)^\s*["']?name["']?\s*:\s*["']?([\w.-]+)""")


class Side(Struct, frozen=True):
    """One state of a catalog: its name for people, its folder, and what was read there."""

    name: str
    root: Path
    reading: Reading

    @property
    def catalog(self) -> Catalog:
        return self.reading.catalog


class Sides(Struct, frozen=True):
    """`repository` and `base` are None where no git is asked: then there is no past to look into.

    `files` are the paths that differ, None where that was not asked.
    """

    old: Side
    new: Side
    repository: Repository | None = None
    base: str = ""
    head: str | None = None
    files: frozenset[str] | None = None


@contextmanager
def open_sides(arguments: Sequence[str], start: Path, schema: Path | None) -> Iterator[Sides]:
    """Offer the two sides that the arguments name; what had to be laid out goes away in the end."""
    with scratch("hiraku-changes-") as folder:
        if len(arguments) == 2:  # noqa: PLR2004 - old and new
            yield _of_paths(Path(arguments[0]), Path(arguments[1]), schema)
        else:
            yield _of_refs(arguments[0] if arguments else "", start, folder)


def _of_refs(argument: str, start: Path, scratch: Path) -> Sides:
    root = catalog_root(start)
    repository = open_repository(root)
    base_name, dots, head_name = argument.partition("..")
    head = repository.commit(head_name.lstrip(".")) if head_name.lstrip(".") else None
    if dots and not head:
        head = repository.commit("HEAD")
    if base_name:
        base = repository.commit(base_name)
        if head_name.startswith("."):
            base = repository.merge_base(base, head or "HEAD")
    else:
        base = repository.merge_base(repository.main(), head or "HEAD")
    files = frozenset(repository.changed(base, head))
    old = _laid_out(repository, base, files, scratch / "old", base_name or base[:10])
    if head:
        new = _laid_out(repository, head, files, scratch / "new", head_name.lstrip(".") or "HEAD")
    else:
        reading = read_catalog(root, _selection(files, root))
        new = Side("", root, reading)
    _demand_readable(old, new)
    return Sides(old, new, repository, base, head, files)


def catalog_root(start: Path) -> Path:
    """Return the nearest folder upwards that holds `datasets/`."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "datasets").is_dir():
            return folder
    raise UsageError("stops.nothing-to-compare")


def _selection(files: frozenset[str], root: Path) -> Selection:
    """Choose what changed, what uses a schema that changed, what refers to others, and these."""
    folders = {file.split("/")[1] for file in files if file.startswith("datasets/")}
    changed = {file.split("/")[1] for file in files if file.startswith("schemas/")}
    referring = {
        path.name for path in (root / "schemas").glob("*.yaml") if _REFERS in _content(path)
    }
    names = [name.removesuffix(".yaml").encode() for name in changed | referring]
    schemas = changed | referring
    for folder in _folders(root):
        text = _descriptor_bytes(folder)
        if any(name in text for name in names) or _REFERS in text:
            folders.add(folder.name)
    folders |= _targets(root)
    for folder in _folders(root):
        if folder.name in folders:
            text = _descriptor_bytes(folder)
            schemas |= {
                path.name
                for path in (root / "schemas").glob("*.yaml")
                if path.name not in schemas and path.stem.encode() in text
            }
    return Selection(folders, schemas)


def _targets(root: Path) -> set[str]:
    """Return the folders that others refer to: by a foreign key, or as the catalog's register.

    One that is taken in vain costs time and nothing else.
    """
    names = set(_REGISTER.findall(_content(root / "datasets" / "catalog.yaml")))
    texts = [_content(path) for path in (root / "schemas").glob("*.yaml")]
    texts += [_descriptor_bytes(folder) for folder in _folders(root)]
    for text in texts:
        if _REFERS in text:
            names |= set(_PACKAGE.findall(text))
    return {folder.name for folder in _folders(root) if names & _names_in(folder)}


def _names_in(folder: Path) -> set[bytes]:
    return {folder.name.encode(), *_NAME.findall(_descriptor_bytes(folder))}


def _folders(root: Path) -> list[Path]:
    return sorted(folder for folder in (root / "datasets").iterdir() if folder.is_dir())


def _descriptor_bytes(folder: Path) -> bytes:
    return next(filter(None, (_content(folder / name) for name in DESCRIPTORS)), b"")


def _content(path: Path) -> bytes:
    """Return the bytes of a descriptor; nothing of what reading the catalog refuses, and tells."""
    try:
        return admit(
            path.parent, path.name, Place(path.name), max_bytes=MAX_BYTES
        ).path.read_bytes()
    except Refused:
        return b""


def _laid_out(
    repository: Repository, commit: str, files: frozenset[str], folder: Path, name: str
) -> Side:
    """Lay a commit out: the descriptors, and the data of what changed or is referred to."""
    changed = {file.split("/")[1] for file in files if file.startswith("datasets/")}
    (folder / "datasets").mkdir(parents=True)
    listed = list(repository.entries(commit, ("datasets", "schemas", "approvals.yaml")))
    descriptors = [entry for entry in listed if _describes(entry.path)]
    repository.lay_out(descriptors, folder)
    wanted = changed | _targets(folder)
    data = [
        entry
        for entry in listed
        if not _describes(entry.path) and entry.path.split("/")[1] in wanted
    ]
    repository.lay_out(data, folder)
    return Side(name, folder, read_catalog(folder, _selection(files, folder)))


def _describes(path: str) -> bool:
    return (
        path.rpartition("/")[2] in DESCRIPTORS
        or not path.startswith("datasets/")
        or path.count("/") == 1
    )


def _of_paths(old: Path, new: Path, schema: Path | None) -> Sides:
    for path in (old, new):
        demand_file_or_folder(path)
    if schema:
        demand_file(schema)
    sides = Sides(_side(old, schema), _side(new, schema))
    _demand_readable(sides.old, sides.new)
    return sides


def _side(path: Path, schema: Path | None) -> Side:
    """Read a catalog's folder, a package, a schema or a data file."""
    if path.is_dir() and (path / "datasets").is_dir():
        return Side(str(path), path.resolve(), read_catalog(path.resolve()))
    if package := _package(path):
        return Side(str(path), package.parent, read_package(package))
    if path.suffix in {".json", ".yaml", ".yml"}:
        return _schema_side(path)
    return _file_side(path, schema)


def _package(path: Path) -> Path | None:
    if path.is_dir():
        return next((path / name for name in DESCRIPTORS if (path / name).is_file()), None)
    return path if path.name in DESCRIPTORS else None


def _schema_side(path: Path) -> Side:
    schema, problems = read_schema(path)
    schemas = {"schema": schema} if schema else {}
    catalog = Catalog(path.resolve().parent, schemas=schemas, strict=False)
    return Side(str(path), path.resolve().parent, Reading(catalog, problems))


def _file_side(path: Path, schema: Path | None) -> Side:
    table_schema, problems = read_schema(schema) if schema else (None, ())
    title = Text({LANGUAGES[0]: path.name})
    resource = Resource("data", path.name, title, table_schema)
    folder = path.resolve().parent
    dataset = Dataset(
        "data", folder, Text({LANGUAGES[0]: path.name}), (resource,), origin=Origin(path.name)
    )
    return Side(str(path), folder, Reading(Catalog(folder, (dataset,), strict=False), problems))


def _demand_readable(*sides: Side) -> None:
    """Stop where a description cannot be read at all: what is unknown is no difference."""
    for side in sides:
        broken = [problem for problem in side.reading.problems if _stops(problem)]
        if broken:
            first = broken[0].place
            where = f"{first.file}{f':{first.line}' if first.line else ''}"
            raise HirakuError(
                "stops.unreadable-side",
                where=where,
                id=broken[0].id,
                side=side.name or str(side.root),
            )


_UNREADABLE = ("yaml-", "json-syntax", "encoding-", "missing-property", "wrong-property")


def _stops(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR and problem.id.startswith(_UNREADABLE)
