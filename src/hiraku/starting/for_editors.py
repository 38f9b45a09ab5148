"""The first line of a YAML file, by which editors find the JSON Schema that the site publishes."""

from __future__ import annotations

import re
from pathlib import Path

from hiraku.reading.descriptors.shape import published_at

_NAMED = re.compile(rf"# yaml-language-server: \$schema=(\S+/){published_at('catalog')}\s*")
_LONGEST = 2000


def editor_line(address: str, name: str) -> str:
    """Return the line of a file of a kind (`catalog`, `datapackage`, `schema`), as a comment."""
    return f"# yaml-language-server: $schema={address}{published_at(name)}\n"


def as_in_the_catalog(root: Path, name: str) -> str:
    """Return the line for a new file where `catalog.yaml` begins with its own; else nothing."""
    path = root / "datasets" / "catalog.yaml"
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        first = file.readline(_LONGEST).decode("utf-8", "replace")
    named = _NAMED.fullmatch(first)
    return editor_line(named[1], name) if named else ""
