"""JSON Schemas of the files that stewards write, so that an editor completes and explains them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hiraku.languages import Message, has, say
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
            **_explained(shape_of(shape, site.catalog.languages), (), site.catalog.language),
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": links.absolute(site.base_url, path),
        }
        title = Message("files.descriptor-shape", {"file": f"{name}.yaml"})
        yield MetadataFile(path, title, tree, "application/schema+json")


def _explained(tree: Any, keys: tuple[str, ...], code: str) -> Any:
    """Return a JSON Schema that says of each property what it is for."""
    if isinstance(tree, list):
        return [_explained(part, keys, code) for part in tree]
    if not isinstance(tree, dict):
        return tree
    return {
        name: _properties(part, keys, code)
        if name == "properties"
        else _explained(part, keys, code)
        for name, part in tree.items()
    }


def _properties(tree: Any, keys: tuple[str, ...], code: str) -> Any:
    made = {key: _explained(wanted, (*keys, key), code) for key, wanted in tree.items()}
    for key, wanted in made.items():
        if isinstance(wanted, dict):
            wanted["description"] = explanation((*keys, key), code)
    return made


def explanation(keys: tuple[str, ...], code: str) -> str:
    """Return what the property at a path is for; `KeyError` where nothing says it.

    What is said of it below its parent goes before what is said of its name alone.
    """
    path = (*keys[:-1], keys[-1].partition("@")[0])
    known = (f"properties.{'.'.join(path[start:])}" for start in range(len(path)))
    return say(code, next(filter(has, known), f"properties.{path[-1]}"))


vocabulary = Vocabulary(_describe)
