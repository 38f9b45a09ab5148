"""The index of the search, in each language: titles and keywords, and the longer texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hiraku.languages import Message
from hiraku.publishing.metadata import search_index
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.site import Site

_TITLE = Message("files.search")

_DETAILS = Message("files.details")


def _describe(site: Site) -> Iterator[MetadataFile]:
    for language in site.catalog.languages:
        first = _compact(search_index.titles(site, language))
        rest = _compact(search_index.details(site, language))
        yield MetadataFile(links.search_index(language), _TITLE, first)
        yield MetadataFile(links.search_details(language), _DETAILS, rest)


def _compact(columns: Any) -> str:
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":")) + "\n"


vocabulary = Vocabulary(_describe)
