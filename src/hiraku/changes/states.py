"""A dataset as it stood in a commit: its descriptor, its schemas and the records of its files."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from typing import Any

import yaml
from msgspec import Struct

from hiraku.model import Dataset, Resource
from hiraku.reading.files.history import PastFile, PastFiles

# Of a larger file no more is told than that it changed: a history must not cost more than the data.
COMPARED_BYTES = 8 * 1024 * 1024
_DESCRIPTOR_BYTES = 1024 * 1024
_TEXTS = (".csv", ".tsv", ".txt")

Record = tuple[str, ...]


class TableState(Struct, frozen=True):
    """A data file and its schema; `file` is None where it was not there.

    `sha256` is empty and `records` are None where the file was not read; `schema` is the text of
    the schema's own file.
    """

    file: PastFile | None = None
    sha256: str = ""
    header: Record = ()
    records: tuple[Record, ...] | None = None
    schema: bytes = b""

    @property
    def types(self) -> Mapping[str, str]:
        """The type of each field by its name; parsing takes most of the time, so ask seldom."""
        fields = _tree(self.schema).get("fields")
        return {
            str(each["name"]): str(each.get("type", "any"))
            for each in (fields if isinstance(fields, list) else ())
            if isinstance(each, dict) and "name" in each
        }


class State(Struct, frozen=True):
    descriptor: bytes
    tables: tuple[TableState, ...]

    @property
    def version(self) -> str | None:
        version = _tree(self.descriptor).get("version")
        return str(version) if version else None


def state(dataset: Dataset, commit: str, past: PastFiles) -> State:
    """Read a dataset as it stood; files are looked for where they stand today."""
    descriptor = _read(dataset.origin.file, commit, past)
    tables = tuple(_table(dataset, each, commit, past) for each in dataset.resources)
    return State(descriptor, tables)


def _table(dataset: Dataset, resource: Resource, commit: str, past: PastFiles) -> TableState:
    file = past.find(commit, f"datasets/{dataset.folder.name}/{resource.path}")
    content = past.read(file, COMPARED_BYTES)
    header, records = _records(content, resource) if content is not None else ((), None)
    schema = resource.schema.origin.file if resource.schema else ""
    described = _read(schema, commit, past) if schema.startswith("schemas/") else b""
    digest = hashlib.sha256(content).hexdigest() if content is not None else ""
    return TableState(file, digest, header, records, described)


def _read(path: str, commit: str, past: PastFiles) -> bytes:
    return past.read(past.find(commit, path), _DESCRIPTOR_BYTES) or b""


def _records(content: bytes, resource: Resource) -> tuple[Record, tuple[Record, ...] | None]:
    """Return the header and the records, None where the file is not a plain table of text."""
    if not resource.path.casefold().endswith(_TEXTS) or not resource.dialect.plain:
        return (), None
    text = _decoded(content, resource.encoding)
    if text is None or not resource.dialect.header:
        return (), None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=resource.dialect.delimiter)
    try:
        header, *records = [tuple(each) for each in reader if each] or [()]
    except csv.Error:
        return (), None
    return header, tuple(records)


def _decoded(content: bytes, encoding: str | None) -> str | None:
    for each in ("utf-8-sig", encoding or "utf-8"):
        try:
            return content.decode(each)
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _tree(content: bytes) -> Mapping[str, Any]:
    try:
        tree = yaml.safe_load(content)
    except (yaml.YAMLError, ValueError):
        return {}
    return tree if isinstance(tree, dict) else {}
