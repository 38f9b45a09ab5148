"""A dataset of another catalog, before it is one of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from hiraku.explanations import told
from hiraku.languages import Message
from hiraku.problems import Refused

_LONGEST = 80  # of a name that becomes a folder


class ForeignTable(Struct, frozen=True):
    """A table: its `file` on this machine, what is said of it, and its Table Schema where any."""

    name: str
    file: Path
    described: Mapping[str, Any]
    schema: Mapping[str, Any] | None = None


class Foreign(Struct, frozen=True):
    """A dataset in the words of `datapackage.yaml`; `lost` tells what of it cannot be had."""

    name: str
    described: Mapping[str, Any]
    tables: tuple[ForeignTable, ...] = ()
    lost: tuple[Message, ...] = ()


def plain_name(text: str, spare: str) -> str:
    """Return a name of small letters, digits and hyphens, which is no path; `spare` of nothing."""
    return "-".join(re.findall("[a-z0-9]+", text.casefold()))[:_LONGEST].strip("-") or spare


def not_taken(file: str, refused: Refused, language: str) -> Message:
    """Return the words that tell why a file is not taken over."""
    reason = told(refused.problem, "found", language)
    return Message("starting.not-readable", {"file": file, "reason": reason})
