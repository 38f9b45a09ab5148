"""What a vocabulary is given, and what it gives: one description of a dataset, one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hiraku.model import Dataset, Text
from hiraku.problems import Report
from hiraku.publishing.site import Download


@dataclass(frozen=True)
class Described:
    """A dataset that passed; `files` holds the CSV of each resource by the resource's name."""

    dataset: Dataset
    files: Mapping[str, Download]
    homepage: str
    modified: str
    report: Report


@dataclass(frozen=True)
class Document:
    """A file of metadata: its path on the site, its title, and its JSON values."""

    path: str
    title: Text
    content: Any
    media_type: str = "application/json"
