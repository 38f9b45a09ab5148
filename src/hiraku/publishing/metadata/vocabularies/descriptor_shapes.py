"""JSON Schemas of the files that stewards write, so that an editor completes and explains them."""

from __future__ import annotations

from collections.abc import Iterator

from hiraku.languages import Message
from hiraku.publishing.metadata.explained_shape import explained
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.site import Site
from hiraku.reading.descriptors.shape import OF_FILES, published_at, shape_of

# What people write in Japanese alone: readings, and which words mean the same.
_JAPANESE = "search"


def _describe(site: Site) -> Iterator[MetadataFile]:
    for name, shape in OF_FILES.items():
        if name == _JAPANESE and "ja" not in site.catalog.languages:
            continue
        path = published_at(name)
        tree = {
            **explained(shape_of(shape, site.catalog.languages), (), site.catalog.language),
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": links.absolute(site.base_url, path),
        }
        title = Message("files.descriptor-shape", {"file": f"{name}.yaml"})
        yield MetadataFile(path, title, tree, "application/schema+json")


vocabulary = Vocabulary(_describe)
