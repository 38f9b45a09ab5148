"""A dataset as it stood in a commit: its descriptor, its schemas and the records of its files.

Everything is read by `reading/`, as strictly as what stands there today.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from hiraku.model import Dataset, Resource
from hiraku.problems import Refused
from hiraku.reading.descriptors.read import parse_descriptor
from hiraku.reading.files.history import PastFile, PastFiles
from hiraku.reading.tables import Cells, Tables

# Of a larger file no more is told than that it changed: a history must not cost more than the data.
COMPARED_BYTES = 8 * 1024 * 1024
_DESCRIPTOR_BYTES = 1024 * 1024

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


class State(Struct, frozen=True):
    descriptor: bytes
    tables: tuple[TableState, ...]
    file: str = ""

    @property
    def version(self) -> str | None:
        version = _tree(self.descriptor, self.file).get("version")
        return str(version) if version else None


def state(dataset: Dataset, commit: str, past: PastFiles, tables: Tables) -> State:
    """Read a dataset as it stood; files are looked for where they stand today."""
    file = dataset.origin.file
    descriptor = _read(file, commit, past)
    states = (_table(dataset, resource, commit, past, tables) for resource in dataset.resources)
    return State(descriptor, tuple(states), file)


def _table(
    dataset: Dataset, resource: Resource, commit: str, past: PastFiles, tables: Tables
) -> TableState:
    file = past.find(commit, f"datasets/{dataset.folder.name}/{resource.path}")
    content = past.read(file, COMPARED_BYTES)
    schema = resource.schema.origin.file if resource.schema else ""
    described = _read(schema, commit, past) if schema.startswith("schemas/") else b""
    if content is None:
        return TableState(file, schema=described, schema_file=schema)
    header, records = _records(content, resource, tables)
    digest = hashlib.sha256(content).hexdigest()
    return TableState(file, digest, header, records, described, schema)


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
