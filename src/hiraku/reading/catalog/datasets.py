"""A Data Package descriptor becomes a Dataset."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeVar

from msgspec import Struct
from msgspec import field as record_field
from msgspec.structs import replace

from hiraku.model import Catalog, Dataset, Dialect, Key, Resource, Schema
from hiraku.problems import Place, Problem, Refused, Severity
from hiraku.reading.catalog import descriptor_parts
from hiraku.reading.catalog.descriptor_parts import Codes, Tree
from hiraku.reading.catalog.dialects import MORE, carried, dialect_from, dialect_problems
from hiraku.reading.catalog.resource_files import (
    further_paths,
    is_table,
    named,
    path_of,
    source_problems,
)
from hiraku.reading.catalog.schemas import build_schema, schema_from
from hiraku.reading.catalog.views import headline, views
from hiraku.reading.descriptors.document import Document, Keys
from hiraku.reading.descriptors.read import read_descriptor
from hiraku.reading.descriptors.recipes import recipe_of
from hiraku.reading.descriptors.shape import shape_problems
from hiraku.reading.descriptors.standard import DIALECT, SCHEMA, sound_part
from hiraku.reading.files.paths import admit
from hiraku.recipe import Recipe
from hiraku.spelling import nearest

T = TypeVar("T")

_OWN = {SCHEMA: "schema", DIALECT: DIALECT}


class Folder(Struct, frozen=True):
    """Where a descriptor stands, and the schemas that it may name by their ids.

    `beside` and `built` hold what was read of the files that it names: thousands of resources may
    name the same.
    """

    path: Path
    file: str
    schemas: Mapping[str, Schema]
    codes: Codes
    strict: bool
    beside: dict[tuple[str, str], Document | None] = record_field(default_factory=dict)
    built: dict[str, Schema] = record_field(default_factory=dict)


def build_dataset(
    document: Document, folder: Path, catalog: Catalog, broken: Collection[str] = ()
) -> tuple[Dataset, list[Problem]]:
    """Build from a document that has the shape of a dataset; what it lacks the catalog lends."""
    problems: list[Problem] = []
    inside = Folder(
        folder, document.file, catalog.schemas, catalog.languages, strict=catalog.strict
    )
    resources = tuple(
        _resource(resource, index, part, inside, problems)
        for index, (resource, part) in enumerate(
            zip(document.value["resources"], parts_of_resources(document), strict=True)
        )
    )
    others = [problem for problem in problems if not _of_a_broken_schema(problem, broken)]
    return _dataset(document, folder, resources, catalog), others


def parts_of_resources(document: Document) -> list[Document]:
    """Return for each resource the document with only its own lines and texts."""
    parts = [Document(document.file, document.value) for _ in document.value["resources"]]
    for keys, line in document.lines.items():
        for part in _concerned(parts, keys):
            part.lines[keys] = line
    for keys, text in document.texts.items():
        for part in _concerned(parts, keys):
            part.texts[keys] = text
    return parts


def _concerned(parts: list[Document], keys: Keys) -> list[Document]:
    match keys:
        case ("resources", int(index), *_):
            return parts[index : index + 1]
    return []


def _of_a_broken_schema(problem: Problem, broken: Collection[str]) -> bool:
    """Tell whether a schema is missing only because its own file could not be read."""
    return problem.id == "schema-missing" and problem.values["schema"] in broken


def _dataset(
    document: Document, folder: Path, resources: tuple[Resource, ...], catalog: Catalog
) -> Dataset:
    tree, codes = document.value, catalog.languages
    identifier = tree.get("name", folder.name)
    return Dataset(
        id=identifier,
        folder=folder,
        title=descriptor_parts.title(tree, identifier, codes),
        resources=resources,
        description=descriptor_parts.text(tree, "description", codes),
        row=descriptor_parts.text(tree, "row", codes),
        version=tree.get("version"),
        created=tree.get("created"),
        modified=tree.get("modified"),
        licenses=descriptor_parts.licenses(tree, codes) or catalog.licenses,
        sources=descriptor_parts.sources(tree, codes),
        publisher=descriptor_parts.party(tree, "publisher", codes) or catalog.publisher,
        contact=descriptor_parts.party(tree, "contact", codes) or catalog.contact,
        theme=tree.get("theme"),
        keywords=descriptor_parts.texts(tree, "keywords", codes),
        update_frequency=tree.get("updateFrequency"),
        temporal=descriptor_parts.temporal(tree),
        spatial=descriptor_parts.spatial(tree, codes) or catalog.spatial,
        notes=descriptor_parts.texts(tree, "notes", codes),
        keep_versions=tree.get("keepVersions", False),
        cp932=tree.get("cp932", catalog.cp932) is True,
        views=views(tree, codes),
        headline=headline(tree, codes),
        series=descriptor_parts.series(tree, codes),
        allow=descriptor_parts.allowances(tree),
        severities=descriptor_parts.severities(tree),
        corrections=descriptor_parts.corrections(tree, codes),
        descriptor=tree,
        origin=document.origin,
    )


def _resource(
    tree: Tree, index: int, document: Document, folder: Folder, problems: list[Problem]
) -> Resource:
    name = tree.get("name", f"resource-{index + 1}")
    problems.extend(source_problems(tree, document.place("resources", index), strict=folder.strict))
    return Resource(
        name=name,
        path=path_of(tree),
        title=descriptor_parts.title(tree, name, folder.codes),
        schema=_schema(tree, index, document, folder, problems),
        description=descriptor_parts.text(tree, "description", folder.codes),
        further=() if folder.strict else further_paths(tree),
        encoding=tree.get("encoding"),
        dialect=_dialect(tree, index, document, folder, problems),
        recipe=_recipe(tree, index, document, folder, problems),
        descriptor=tree,
    )


def _schema(
    tree: Tree,
    index: int,
    document: Document,
    folder: Folder,
    problems: list[Problem],
) -> Schema | None:
    """Find the schema by its id or its path, or take the one that stands in the descriptor."""
    place = document.place("resources", index, "schema")
    name = tree.get("schema")
    schemas = folder.schemas
    if name is None and not is_table(tree):
        return None
    if name is None:
        problems.append(_without_schema(place, strict=folder.strict))
    elif isinstance(name, dict):
        keys = ("resources", index, "schema")
        lines, texts = _below(document.lines, *keys), _below(document.texts, *keys)
        inline = _usable(Document(document.file, name, lines, texts), SCHEMA, folder, problems)
        if inline:
            identifier = tree.get("name", f"resource-{index + 1}")
            return schema_from(inline.value, identifier, inline.origin, inline, folder.codes)
    elif not folder.strict and name not in schemas:
        return _schema_beside(name, place, folder, problems)
    elif name not in schemas:
        near = nearest(name, schemas)
        values = {"schema": name, "nearest": near}
        problems.append(Problem("schema-missing", place, values, hint="near" if near else None))
    return schemas.get(name) if isinstance(name, str) else None


def _schema_beside(
    name: str, place: Place, folder: Folder, problems: list[Problem]
) -> Schema | None:
    """Return the schema in a file that is named by its path; all who name it share it."""
    path = PurePosixPath(name).as_posix()
    if (other := _beside(name, place, SCHEMA, folder, problems)) and path not in folder.built:
        folder.built[path] = build_schema(other, path, folder.codes)
    return folder.built.get(path)


def _without_schema(place: Place, *, strict: bool) -> Problem:
    """A table of a catalog must have a schema; of another's only the structure is judged."""
    if strict:
        return Problem("missing-property", place, {"key": "schema"})
    return Problem("no-schema", place, severity=Severity.WARNING)


def _below(by_path: Mapping[Keys, T], *keys: Key) -> dict[Keys, T]:
    """Return what stands below `keys`, with paths that begin there."""
    size = len(keys)
    return {path[size:]: value for path, value in by_path.items() if path[:size] == keys}


def _dialect(
    tree: Tree, index: int, document: Document, folder: Folder, problems: list[Problem]
) -> Dialect:
    stated = tree.get("dialect", {})
    keys: Keys = ("resources", index, "dialect")
    before = len(problems)
    if isinstance(stated, str):
        other = _beside(stated, document.place(*keys), DIALECT, folder, problems)
        stated, document, keys = (other.value, other, ()) if other else ({}, document, keys)
    elif not folder.strict:
        lines, texts = _below(document.lines, *keys), _below(document.texts, *keys)
        inline = _usable(Document(document.file, stated, lines, texts), DIALECT, folder, problems)
        stated = inline.value if inline else {}
    kept = carried(path_of(tree), recipe="recipe" in tree) if folder.strict else MORE
    problems.extend(dialect_problems(stated, document, keys, kept))
    unknown = any(_tells_of_delimiter(problem) for problem in problems[before:])
    return replace(dialect_from(stated, named(tree)), delimiter_unknown=unknown)


def _recipe(
    tree: Tree, index: int, document: Document, folder: Folder, problems: list[Problem]
) -> Recipe | None:
    """Read how a workbook's table is found, where the resource names a file that says so."""
    path, place = tree.get("recipe"), document.place("resources", index, "recipe")
    if not isinstance(path, str) or not folder.strict:
        return None
    if PurePosixPath(path_of(tree)).suffix.casefold() != ".xlsx":
        problems.append(Problem("dialect-unsupported", place, {"key": "recipe"}))
        return None
    try:
        admitted = admit(folder.path, path, place)
        shown = (PurePosixPath(folder.file).parent / path).as_posix()
        recipe, faults = recipe_of(read_descriptor(admitted, shown))
    except Refused as refused:
        recipe, faults = None, [refused.problem]
    problems.extend(faults)
    return recipe


def _tells_of_delimiter(problem: Problem) -> bool:
    named = problem.place.key or ""
    return problem.id == "wrong-property" and named.rpartition(".")[2] == "delimiter"


def _beside(
    path: str, place: Place, shape: str, folder: Folder, problems: list[Problem]
) -> Document | None:
    """Read a descriptor that a package names by its path; None where it is of no use.

    It is read once, and what is wrong with it told once, whoever else names it.
    """
    key = PurePosixPath(path).as_posix(), shape
    try:
        admitted = admit(folder.path, path, place)
        if key not in folder.beside:
            folder.beside[key] = None
            shown = (PurePosixPath(folder.file).parent / path).as_posix()
            document = read_descriptor(admitted, shown)
            folder.beside[key] = _usable(document, shape, folder, problems)
    except Refused as refused:
        problems.append(refused.problem)
    return folder.beside.get(key)


def _usable(
    document: Document, shape: str, folder: Folder, problems: list[Problem]
) -> Document | None:
    """Return what can be used of a descriptor within or beside a package; its problems are noted.

    In a catalog's own one fault is enough: there it is to be corrected first.
    """
    if not folder.strict:
        sound, faults = sound_part(document, shape)
        problems.extend(faults)
        return sound
    faults = shape_problems(document, _OWN[shape], folder.codes, strict=False)
    problems.extend(faults)
    return None if any(problem.severity is Severity.ERROR for problem in faults) else document
