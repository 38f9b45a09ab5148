"""What a vocabulary gives: a file of metadata, as JSON values or as text."""

from __future__ import annotations

import json
from typing import Any

from msgspec import Struct

from hiraku.model import Words
from hiraku.publishing.site.site_path import StagePath


class MetadataFile(Struct, frozen=True):
    """A file of metadata: its `path` on the site, its `title` for people, and what it says.

    `media_type` is what servers are to call it (RFC 6838). `content` is a text that is published as
    it stands, JSON values, or what writes the file. `dataset` is the id of the dataset that the
    document describes, empty where it describes the whole catalog.
    """

    path: str
    title: Words
    content: Any
    media_type: str = "application/json"
    dataset: str = ""

    def write(self, out: StagePath) -> None:
        """Write the file, in UTF-8 where it is text."""
        if callable(self.content):
            self.content(out)
        else:
            out.write_text(self.text(), encoding="utf-8", newline="")

    def text(self) -> str:
        """Return the text: JSON (RFC 8259) with two blanks for each level, or as it stands."""
        if isinstance(self.content, str):
            return self.content
        return json.dumps(self.content, ensure_ascii=False, indent=2) + "\n"
