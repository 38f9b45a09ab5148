"""A dataset of others as files of a catalog: description, schemas, tables; and what was left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from msgspec import Struct

from hiraku.desk.new_dataset import draft_dataset
from hiraku.desk.questions import Inquiry, Question
from hiraku.desk.taking_over.foreign import Foreign, ForeignTable, not_taken, plain_name
from hiraku.desk.taking_over.shaped import fitting, known_to
from hiraku.errors import HirakuError
from hiraku.languages import Message
from hiraku.model import Catalog
from hiraku.problems import Refused
from hiraku.starting.for_editors import editor_line
from hiraku.starting.yaml_text import written

_PLAIN = {".csv", ".tsv", ".txt"}
# What is said of a table of another place and does not hold of the copy, or is said anew.
_ANEW = {"name", "path", "schema", "type", "profile", "bytes", "hash", "rows", "data"}


class TakenOver(Struct, frozen=True):
    """A dataset that was taken over: its `files` by their paths, and what was `left`, in words."""

    id: str
    files: Mapping[str, bytes]
    left: tuple[Message, ...]
    tables: int


class _Table(Struct, frozen=True):
    resource: dict[str, Any]
    files: dict[str, bytes]
    row: str = ""
    left: tuple[str, ...] = ()


def taken_over(foreign: Foreign, identifier: str, address: str, catalog: Catalog) -> TakenOver:
    """Return the files of a dataset under an id of ours; none where it has no table."""
    left = list(foreign.lost)
    tables: list[_Table] = []
    for table in foreign.tables:
        name = _free(
            plain_name(table.name, identifier), [known.resource["name"] for known in tables]
        )
        # No id of ours has a low line: the schemas of a dataset never meet those of another.
        schema = identifier if len(foreign.tables) == 1 else f"{identifier}_{name}"
        try:
            tables.append(_table(table, name, schema, identifier, catalog))
        except (HirakuError, Refused) as error:
            left.append(_why(table.file.name, error, catalog.language))
    left.extend(Message("starting.left-out", {"key": key}) for key in _left_of(tables))
    files = {path: content for table in tables for path, content in table.files.items()}
    if tables:
        text, unknown = _description(foreign, identifier, tables)
        left.extend(Message("starting.left-out", {"key": key}) for key in unknown)
        files[f"datasets/{identifier}/datapackage.yaml"] = text.encode()
    return TakenOver(identifier, dict(_begun(files, address)), tuple(left), len(tables))


def _left_of(tables: list[_Table]) -> Iterator[str]:
    for table in tables:
        yield from (f"{table.resource['schema']}: {key}" for key in table.left)


def _table(
    table: ForeignTable, name: str, schema: str, identifier: str, catalog: Catalog
) -> _Table:
    if table.schema is None or table.file.suffix.casefold() not in _PLAIN:
        return _drafted(table, name, schema, identifier, catalog)
    fit, left = fitting(dict(table.schema) | {"name": schema}, "schema")
    said = {key: value for key, value in table.described.items() if key not in _ANEW}
    path = f"{name}{table.file.suffix.casefold()}"
    return _Table(
        {**said, "name": name, "path": path, "schema": schema},
        {
            f"datasets/{identifier}/{path}": table.file.read_bytes(),
            f"schemas/{schema}.yaml": written(fit).encode(),
        },
        left=left,
    )


def _drafted(
    table: ForeignTable, name: str, schema: str, identifier: str, catalog: Catalog
) -> _Table:
    """Draft a table as `hiraku new` does, with what the file itself says for each answer."""

    def proposed(question: Question) -> str:
        return question.judge(question.proposal)

    now = dt.datetime.now(dt.UTC).astimezone()
    draft = draft_dataset(table.file, catalog, Inquiry({"id": "draft"}, proposed), now)
    package = yaml.safe_load(draft.files["datasets/draft/datapackage.yaml"])
    columns = yaml.safe_load(draft.files["schemas/draft.yaml"])
    path = f"{name}.csv"
    return _Table(
        {
            "name": name, "title": table.described.get("title", package["title"]), "path": path,
            "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": schema,
        },
        {
            f"datasets/{identifier}/{path}": draft.files["datasets/draft/draft.csv"],
            f"schemas/{schema}.yaml": written({**columns, "name": schema}).encode(),
        },
        package.get("row", ""),
    )  # fmt: skip


def _description(
    foreign: Foreign, identifier: str, tables: list[_Table]
) -> tuple[str, tuple[str, ...]]:
    """Return `datapackage.yaml`, and the paths of what others say and ours does not know."""
    known = known_to("dataset")
    said = {key: value for key, value in foreign.described.items() if key in known}
    strange = [key for key in foreign.described if key not in known and key != "profile"]
    row = said.get("row") or (tables[0].row if len(tables) == 1 else "")
    fit, left = fitting(
        {
            **said,
            "name": identifier,
            "title": said.get("title") or foreign.name,
            **({"row": row} if row else {}),
            "resources": [table.resource for table in tables],
        },
        "dataset",
    )
    return written(fit), (*strange, *left)


def _begun(files: Mapping[str, bytes], address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files, each description with the line by which editors know its shape."""
    for path, content in files.items():
        kind = "schema" if path.startswith("schemas/") else "datapackage"
        line = editor_line(address, kind) if path.endswith(".yaml") else ""
        yield path, line.encode() + content


def _why(file: str, error: HirakuError | Refused, language: str) -> Message:
    if isinstance(error, Refused):
        return not_taken(file, error, language)
    reason = error.in_language(language)
    return Message("starting.not-readable", {"file": file, "reason": reason})


def _free(name: str, taken: list[str]) -> str:
    """Return the name, or the first with a number that nothing has."""
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return next(free for free in (name, *numbered) if free not in taken)
