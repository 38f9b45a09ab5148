"""From which commit and with which tools the site was made; no time, so that it stays the same."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from hiraku.languages import Message
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.site import Site
from hiraku.reading.files.history import commit

_TITLE = Message("files.build-record")


_TOOLS = ("duckdb", "frictionless", "mkdocs", "pyoxigraph", "xlsxwriter")


def _describe(site: Site) -> Iterator[MetadataFile]:
    record = {
        "commit": commit(site.catalog.root),
        "hiraku": site.version,
        "tools": {name: version(name) for name in _TOOLS},
    }
    yield MetadataFile(links.BUILD, _TITLE, record)


vocabulary = Vocabulary(_describe)
