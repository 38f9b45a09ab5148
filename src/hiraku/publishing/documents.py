"""What a vocabulary gives: a file of metadata, as JSON values or as text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from hiraku.model import Text


@dataclass(frozen=True)
class Document:
    """A file of metadata: its path on the site, its title, and what it says.

    `content` is a text that is published as it stands, or JSON values. `dataset` is the id of the
    dataset that the document describes, empty where it describes the whole catalog.
    """

    path: str
    title: Text
    content: Any
    media_type: str = "application/json"
    dataset: str = ""

    def text(self) -> str:
        if isinstance(self.content, str):
            return self.content
        return json.dumps(self.content, ensure_ascii=False, indent=2) + "\n"
