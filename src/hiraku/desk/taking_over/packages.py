"""Data Packages in a folder: each `datapackage.json` or `.yaml` with its tables and schemas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from hiraku.desk.taking_over.foreign import Foreign, ForeignTable, not_taken
from hiraku.languages import Message
from hiraku.problems import Place, Refused
from hiraku.reading.catalog.catalog import DESCRIPTORS
from hiraku.reading.descriptors.read import read_descriptor
from hiraku.reading.files.paths import admit
from hiraku.reading.files.walking import walked


def packages_in(folder: Path, language: str) -> Iterator[Foreign]:
    """Yield the packages below a folder by their paths; what cannot be read is told in words."""
    for parent, _, names in walked(folder):
        if name := next((name for name in DESCRIPTORS if name in names), None):
            yield _package(Path(parent), name, language)


def _package(folder: Path, file: str, language: str) -> Foreign:
    try:
        tree = _read(folder, file)
    except Refused as refused:
        return Foreign(
            folder.name, {}, (), (not_taken(refused.problem.place.file, refused, language),)
        )
    if not isinstance(tree, dict):
        return Foreign(folder.name, {}, (), (Message("starting.no-package", {"file": file}),))
    tables: list[ForeignTable] = []
    lost: list[Message] = []
    resources = tree.get("resources")
    for resource in resources if isinstance(resources, list) else []:
        try:
            tables.append(_table(folder, resource))
        except Refused as refused:
            lost.append(not_taken(refused.problem.place.file, refused, language))
    name = tree.get("name")
    return Foreign(name if isinstance(name, str) else folder.name, tree, tuple(tables), tuple(lost))


def _table(folder: Path, resource: Any) -> ForeignTable:
    tree = resource if isinstance(resource, dict) else {}
    stated = tree.get("path")
    path = stated[0] if isinstance(stated, list) and len(stated) == 1 else stated
    text = path if isinstance(path, str) else str(tree.get("name", ""))
    admitted = admit(folder, text, Place(text))
    name = tree.get("name")
    return ForeignTable(
        name if isinstance(name, str) else PurePosixPath(text).stem,
        admitted.path,
        tree,
        _schema(folder, tree.get("schema")),
    )


def _schema(folder: Path, stated: Any) -> dict[str, Any] | None:
    tree = _read(folder, stated) if isinstance(stated, str) else stated
    return tree if isinstance(tree, dict) and isinstance(tree.get("fields"), list) else None


def _read(folder: Path, file: str) -> Any:
    return read_descriptor(admit(folder, file, Place(file)), file).value
