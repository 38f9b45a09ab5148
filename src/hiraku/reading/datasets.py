"""A Data Package descriptor becomes a Dataset."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from hiraku.model import Catalog, Dataset, Dialect, Key, Resource, Schema
from hiraku.problems import Problem, Severity
from hiraku.reading import parts
from hiraku.reading.descriptors import Document, Keys
from hiraku.reading.parts import Tree
from hiraku.reading.schemas import schema_from
from hiraku.reading.shape import nearest, shape_problems

T = TypeVar("T")

_DIALECT = {"delimiter", "quoteChar", "header", "lineTerminator", "csvddfVersion", "$schema"}
# What a dialect may say because it is so anyway.
_USUAL: dict[str, list[Any]] = {
    "doubleQuote": [True],
    "skipInitialSpace": [False],
    "caseSensitiveHeader": [True],
    "commentChar": [None],
    "escapeChar": [None],
    "nullSequence": [None],
    "headerRows": [[1]],
    "headerJoin": [" "],
    "commentRows": [[]],
}


def build_dataset(
    document: Document, folder: Path, catalog: Catalog, broken: Collection[str] = ()
) -> tuple[Dataset, list[Problem]]:
    """Build from a document that has the shape of a dataset; what it lacks the catalog lends."""
    tree = document.value
    problems: list[Problem] = []
    resources = tuple(
        _resource(each, index, document, catalog.schemas, problems)
        for index, each in enumerate(tree["resources"])
    )
    problems = [
        each
        for each in problems
        if each.id != "schema-missing" or each.values["schema"] not in broken
    ]
    identifier = tree.get("name", folder.name)
    dataset = Dataset(
        id=identifier,
        folder=folder,
        title=parts.title(tree, identifier),
        resources=resources,
        description=parts.text(tree, "description"),
        row=parts.text(tree, "row"),
        version=tree.get("version"),
        created=tree.get("created"),
        modified=tree.get("modified"),
        licenses=parts.licenses(tree) or catalog.licenses,
        sources=parts.sources(tree),
        publisher=parts.party(tree, "publisher") or catalog.publisher,
        contact=parts.party(tree, "contact") or catalog.contact,
        theme=tree.get("theme"),
        keywords=parts.texts(tree, "keywords"),
        keywords_en=parts.texts(tree, "keywords@en"),
        update_frequency=tree.get("updateFrequency"),
        temporal=parts.temporal(tree),
        spatial=parts.spatial(tree) or catalog.spatial,
        notes=parts.texts(tree, "notes"),
        notes_en=parts.texts(tree, "notes@en"),
        descriptor=tree,
        origin=document.origin,
    )
    return dataset, problems


def _resource(
    tree: Tree,
    index: int,
    document: Document,
    schemas: Mapping[str, Schema],
    problems: list[Problem],
) -> Resource:
    name = tree.get("name", f"resource-{index + 1}")
    return Resource(
        name=name,
        path=_path(tree),
        title=parts.title(tree, name),
        schema=_schema(tree, index, document, schemas, problems),
        description=parts.text(tree, "description"),
        encoding=tree.get("encoding"),
        dialect=_dialect(tree, index, document, problems),
        descriptor=tree,
    )


def _path(tree: Tree) -> str:
    """Return the one path; version 1 of the standard allows a list of them."""
    path = tree["path"]
    return str(path if isinstance(path, str) else path[0])


def _schema(
    tree: Tree,
    index: int,
    document: Document,
    schemas: Mapping[str, Schema],
    problems: list[Problem],
) -> Schema | None:
    """Find the schema by its id, or take the one that stands in the descriptor."""
    place = document.place("resources", index, "schema")
    wanted = tree.get("schema")
    if wanted is None:
        problems.append(Problem("missing-property", place, {"key": "schema"}))
    elif isinstance(wanted, dict):
        keys = ("resources", index, "schema")
        lines, texts = _below(document.lines, *keys), _below(document.texts, *keys)
        inline = Document(document.file, wanted, lines, texts)
        found = shape_problems(inline, "schema", strict=False)
        problems.extend(found)
        if not any(each.severity is Severity.ERROR for each in found):
            identifier = tree.get("name", f"resource-{index + 1}")
            return schema_from(wanted, identifier, inline.origin, inline)
    elif wanted not in schemas:
        near = nearest(wanted, schemas)
        values = {"schema": wanted, "nearest": near}
        problems.append(Problem("schema-missing", place, values, hint="near" if near else None))
    return schemas.get(wanted) if isinstance(wanted, str) else None


def _below(by_path: Mapping[Keys, T], *keys: Key) -> dict[Keys, T]:
    """Return what stands below `keys`, with paths that begin there."""
    size = len(keys)
    return {path[size:]: found for path, found in by_path.items() if path[:size] == keys}


def _dialect(tree: Tree, index: int, document: Document, problems: list[Problem]) -> Dialect:
    found = tree.get("dialect") or {}
    keys = ("resources", index, "dialect")
    for key in found:
        if key not in _DIALECT and found[key] not in _USUAL.get(key, []):
            place = document.place(*keys, key)
            problems.append(Problem("dialect-unsupported", place, {"key": key}))
    plain = "\t" if _path(tree).casefold().endswith(".tsv") else ","
    return Dialect(
        delimiter=found.get("delimiter", plain),
        quote_char=found.get("quoteChar", '"'),
        header=found.get("header", True),
    )
