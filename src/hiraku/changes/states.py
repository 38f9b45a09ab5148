"""A dataset as it stood in a commit: its descriptor, its schemas and the records of its files.

Everything is read by `reading/`, as strictly as what stands there today.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from hiraku.changes.structure.pairing import former_names
from hiraku.model import LANGUAGES, Dataset, Dialect, Recipe, Resource, Schema
from hiraku.problems import Problem, Refused, Severity
from hiraku.reading.catalog.dialects import dialect_from
from hiraku.reading.catalog.schemas import build_schema
from hiraku.reading.descriptors.document import Document
from hiraku.reading.descriptors.read import parse_descriptor
from hiraku.reading.descriptors.recipes import recipe_of
from hiraku.reading.descriptors.shape import shape_problems
from hiraku.reading.files.history import PastFile, PastFiles
from hiraku.reading.tables import Cells, Tables

# Of a larger file no more is told than that it changed: a history must not cost more than the data.
COMPARED_BYTES = 8 * 1024 * 1024
_DESCRIPTOR_BYTES = 1024 * 1024
_OF_NO_TABLE = Recipe(0, "", "", hidden=False, columns=())

# What may be wrong with a file of which every record was read all the same.
_COMPLETE = {
    "blank-row",
    "cr-line-ends",
    "encoding-alias",
    "encoding-undeclared",
    "encoding-utf16",
    "mixed-line-ends",
    "no-rows",
}


class TableState(Struct, frozen=True):
    """A data file and its schema; `file` is None where it was not there.

    `sha256` is empty where the file was not read, and `records` are None where not all of them
    are known; `schema` is the text of the schema's own file, `schema_file` its name.
    """

    file: PastFile | None = None
    sha256: str = ""
    header: tuple[str, ...] = ()
    records: tuple[Cells, ...] | None = None
    schema: bytes = b""
    schema_file: str = ""

    @property
    def rows(self) -> int | None:
        return None if self.records is None else len(self.records)

    def defined_like(self, other: TableState) -> bool:
        """Tell whether two schemas say the same; comments and another layout say nothing."""
        if self.schema == other.schema:
            return True
        trees = [_tree(state.schema, state.schema_file) for state in (self, other)]
        return bool(trees[0]) and trees[0] == trees[1]

    def without_cells(self) -> TableState:
        """Return what is still told of it once it was compared."""
        return replace(self, records=None, schema=b"")

    @property
    def types(self) -> Mapping[str, str]:
        """The type of each field by its name; parsing takes most of the time, so ask seldom."""
        fields = _tree(self.schema, self.schema_file).get("fields")
        return {
            str(field["name"]): str(field.get("type", "any"))
            for field in (fields if isinstance(fields, list) else ())
            if isinstance(field, dict) and "name" in field
        }

    @property
    def parsed(self) -> Schema | None:
        """The schema as it was; None where there was none, or none that can be read."""
        if not self.schema:
            return None
        try:
            document = parse_descriptor(self.schema, self.schema_file)
        except Refused:
            return None
        if any(problem.severity is Severity.ERROR for problem in _shaped(document)):
            return None
        return build_schema(document, PurePosixPath(self.schema_file).stem, LANGUAGES)


def _shaped(document: Document) -> list[Problem]:
    return shape_problems(document, "schema", strict=False)


# What says where files lie, and not what they are.
_PLACES = {"path", "renamedFrom", "bytes", "hash"}


class State(Struct, frozen=True):
    descriptor: bytes
    tables: tuple[TableState, ...]
    file: str = ""

    def described_like(self, other: State) -> bool:
        """Tell whether readers would notice no difference between two descriptions."""
        if self.descriptor == other.descriptor:
            return True
        return _noticed(self) == _noticed(other)

    @property
    def version(self) -> str | None:
        version = _tree(self.descriptor, self.file).get("version")
        return str(version) if version else None


def state(dataset: Dataset, commit: str, past: PastFiles, tables: Tables) -> State:
    """Read a dataset as it stood: where its folder and files stood then, in the form they had."""
    folder = _folder(dataset, commit, past)
    file = _descriptor(dataset, folder)
    descriptor = _read(file, commit, past)
    tree, beside = _tree(descriptor, file), file_beside(folder, commit, past)
    states = (
        _table(
            f"datasets/{folder}", as_it_was(resource, tree, dataset, beside), commit, past, tables
        )
        for resource in dataset.resources
    )
    return State(descriptor, tuple(states), file)


def described(dataset: Dataset, commit: str, past: PastFiles) -> tuple[str, Mapping[str, Any]]:
    """Return the folder of a dataset in a commit, and its description: empty where none is read."""
    folder = _folder(dataset, commit, past)
    file = _descriptor(dataset, folder)
    return folder, _tree(_read(file, commit, past), file)


def _folder(dataset: Dataset, commit: str, past: PastFiles) -> str:
    names = (name for name in _folders(dataset) if past.find(commit, _descriptor(dataset, name)))
    return next(names, dataset.folder.name)


def _folders(dataset: Dataset) -> tuple[str, ...]:
    return (dataset.folder.name, *former_names(dataset.descriptor))


def _descriptor(dataset: Dataset, folder: str) -> str:
    return f"datasets/{folder}/{dataset.origin.file.rpartition('/')[2]}"


def file_beside(folder: str, commit: str, past: PastFiles) -> Callable[[str], bytes]:
    """Return what reads a file of a dataset's folder in a commit: empty where there was none."""
    return lambda path: _read(f"datasets/{folder}/{path}", commit, past)


def as_it_was(
    resource: Resource,
    description: Mapping[str, Any],
    dataset: Dataset,
    beside: Callable[[str], bytes],
) -> Resource:
    """Return the resource with the path, encoding, dialect and recipe of a former description.

    It is found by its name or a former name; one that stood alone is the one that stands alone.
    `beside` reads the files that stood beside the description.
    """
    listed = description.get("resources")
    then = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    names = (resource.name, *former_names(resource.descriptor))
    known = [field for field in then if field.get("name") in names]
    if not known and len(then) == len(dataset.resources) == 1:
        known = then
    if not known or not isinstance(known[0].get("path"), str):
        return resource
    tree = known[0]
    dialect = tree.get("dialect")
    return replace(
        resource,
        path=tree["path"],
        encoding=tree["encoding"] if isinstance(tree.get("encoding"), str) else None,
        dialect=_dialect(dialect, tree["path"], resource.dialect),
        recipe=_recipe(tree.get("recipe"), beside),
    )


def _recipe(path: object, beside: Callable[[str], bytes]) -> Recipe | None:
    """Return the recipe as it was; one that cannot be read fits no table."""
    if path is None:
        return None
    try:
        document = parse_descriptor(beside(str(path)), str(path))
        return recipe_of(document)[0] or _OF_NO_TABLE
    except Refused:
        return _OF_NO_TABLE


def _dialect(tree: object, path: str, today: Dialect) -> Dialect:
    if tree is not None and not isinstance(tree, dict):
        return today
    try:
        return dialect_from(tree or {}, path)
    except (TypeError, ValueError, KeyError, AttributeError):
        return today


def _table(
    folder: str, resource: Resource, commit: str, past: PastFiles, tables: Tables
) -> TableState:
    file = past.find(commit, f"{folder}/{resource.path}")
    content = past.read(file, COMPARED_BYTES)
    schema = resource.schema.origin.file if resource.schema else ""
    schema_bytes = _schema(resource, commit, past) if schema.startswith("schemas/") else b""
    if content is None:
        return TableState(file, schema=schema_bytes, schema_file=schema)
    header, records = _records(content, resource, tables)
    digest = hashlib.sha256(content).hexdigest()
    return TableState(file, digest, header, records, schema_bytes, schema)


def _schema(resource: Resource, commit: str, past: PastFiles) -> bytes:
    """Read the schema as it stood, under its name or a former one."""
    schema = resource.schema
    names = (schema.id, *former_names(schema.descriptor)) if schema else ()
    files = [schema.origin.file if schema else "", *(f"schemas/{name}.yaml" for name in names)]
    return next(filter(None, (_read(file, commit, past) for file in files)), b"")


def _read(path: str, commit: str, past: PastFiles) -> bytes:
    return past.read(past.find(commit, path), _DESCRIPTOR_BYTES) or b""


def _records(
    content: bytes, resource: Resource, tables: Tables
) -> tuple[tuple[str, ...], tuple[Cells, ...] | None]:
    """Return the header and the records, None where not each of them can be told.

    Without a header nothing says what the columns were called then.
    """
    if not resource.dialect.header:
        return (), None
    try:
        table, records = tables.read_past(content, resource)
    except Refused:
        return (), None
    complete = all(problem.id in _COMPLETE for problem in table.problems)
    return table.labels, tuple(records) if complete else None


def _tree(content: bytes, file: str) -> Mapping[str, Any]:
    try:
        tree = parse_descriptor(content, file).value
    except Refused:
        return {}
    return tree if isinstance(tree, dict) else {}


def _noticed(state: State) -> object:
    """Return a description without where its files lie; what cannot be parsed is its bytes."""
    tree = dict(_tree(state.descriptor, state.file))
    if not tree:
        return state.descriptor
    resources = tree.get("resources")
    if isinstance(resources, list):
        tree["resources"] = [_without_places(resource) for resource in resources]
    return _without_places(tree)


def _without_places(tree: object) -> object:
    if not isinstance(tree, dict):
        return tree
    return {key: value for key, value in tree.items() if key not in _PLACES}
