"""Writes what is withdrawn into `datasets/catalog.yaml`: the file stays as people wrote it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from hiraku.errors import UsageError
from hiraku.languages import say
from hiraku.model import Dataset
from hiraku.reading.catalog.catalog import read_catalog

_FILE = "datasets/catalog.yaml"


class Withdrawal(Struct, frozen=True):
    dataset: str
    resource: str | None
    version: str | None
    reason: str
    replaced_by: str | None


def write_withdrawal(root: Path, wanted: Withdrawal, language: str) -> Iterator[str]:
    """Add the notice to the catalog's description, and yield what is left to do.

    Raises `UsageError` where there is no such dataset, table or version, and of the first table of
    several: its addresses would mean the next one.
    """
    catalog = read_catalog(root).catalog
    dataset = catalog.dataset(wanted.dataset)
    if not dataset:
        raise UsageError("stops.no-such-dataset", dataset=wanted.dataset)
    if wanted.resource and wanted.resource not in {resource.name for resource in dataset.resources}:
        raise UsageError("stops.no-such-table", dataset=dataset.id, name=wanted.resource)
    if len(dataset.resources) > 1 and wanted.resource == dataset.resources[0].name:
        raise UsageError("stops.first-table", dataset=dataset.id, name=wanted.resource)
    path = root / _FILE
    path.write_text(_with_entry(path.read_text(encoding="utf-8"), wanted, dataset), "utf-8")
    yield say(language, "changes.withdrawal-written", file=_FILE)
    if wanted.version:
        yield say(language, "changes.withdrawal-of-a-version", version=wanted.version)
    elif wanted.resource:
        yield say(language, "changes.withdrawal-of-a-table", name=wanted.resource)
    else:
        yield say(language, "changes.withdrawal-of-a-dataset", folder=dataset.folder.name)


def _with_entry(text: str, wanted: Withdrawal, dataset: Dataset) -> str:
    """Return the description with the entry behind `withdrawn:`, or with both at its end."""
    title = next(
        (str(resource.title) for resource in dataset.resources if resource.name == wanted.resource),
        str(dataset.title),
    )
    stated = {
        "id": wanted.dataset,
        "resource": wanted.resource,
        "version": wanted.version,
        "title": title,
        "date": date.today().isoformat(),  # noqa: DTZ011 - the day on which somebody decided it
        "reason": wanted.reason,
        "replacedBy": wanted.replaced_by,
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in stated.items()
             if value]  # fmt: skip
    entry = "  - " + "\n    ".join(lines) + "\n"
    kept = text if text.endswith("\n") else f"{text}\n"
    head = "withdrawn:\n"
    at = 0 if kept.startswith(head) else kept.find(f"\n{head}") + 1
    if at or kept.startswith(head):
        end = at + len(head)
        return kept[:end] + entry + kept[end:]
    return kept + head + entry
