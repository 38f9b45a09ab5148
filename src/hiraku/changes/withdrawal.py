"""Writes what is withdrawn into `datasets/catalog.yaml`: the file stays as people wrote it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from hiraku.errors import UsageError
from hiraku.languages import say
from hiraku.model import Dataset
from hiraku.own_files import own_file, put
from hiraku.problems import Refused
from hiraku.reading.catalog.catalog import read_catalog
from hiraku.reading.descriptors.read import parse_descriptor

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
    before, stated = own_file(root, _FILE).read_bytes(), _stated(wanted, dataset)
    after = _with_entry(before.decode("utf-8", "replace"), stated).encode("utf-8")
    _demand_read_so(before, after, stated)
    put(root, {_FILE: after})
    yield say(language, "changes.withdrawal-written", file=_FILE)
    if wanted.version:
        yield say(language, "changes.withdrawal-of-a-version", version=wanted.version)
    elif wanted.resource:
        yield say(language, "changes.withdrawal-of-a-table", name=wanted.resource)
    else:
        yield say(language, "changes.withdrawal-of-a-dataset", folder=dataset.folder.name)


def _stated(wanted: Withdrawal, dataset: Dataset) -> dict[str, str]:
    """Return the properties of the notice."""
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
    return {key: value for key, value in stated.items() if value}


def _with_entry(text: str, stated: Mapping[str, str]) -> str:
    """Return the description with the entry behind `withdrawn:`, or with both at its end."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = [f"{key}: {_quoted(value)}" for key, value in stated.items()]
    entry = "  - " + f"{end}    ".join(lines) + end
    kept = text if text.endswith("\n") else f"{text}{end}"
    head = f"withdrawn:{end}"
    at = 0 if kept.startswith(head) else kept.find(f"\n{head}") + 1
    if at or kept.startswith(head):
        behind = at + len(head)
        return kept[:behind] + entry + kept[behind:]
    return kept + head + entry


def _quoted(text: str) -> str:
    """Return a text in the quotes of YAML; what it would take for the end of a line by number."""
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in plain)


def _demand_read_so(before: bytes, after: bytes, stated: Mapping[str, str]) -> None:
    """Raise `UsageError` where the file would not read as before with the notice alone added."""
    try:
        former, latter = (parse_descriptor(text, _FILE).value for text in (before, after))
    except Refused:
        former = latter = None
    if not isinstance(former, dict):
        raise UsageError("changes.withdrawal-unsure", file=_FILE)
    notices = former.get("withdrawn") or []
    if latter != {**former, "withdrawn": [stated, *notices]}:
        raise UsageError("changes.withdrawal-unsure", file=_FILE)
