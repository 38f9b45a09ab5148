"""What differs between two descriptions of a dataset: its resources, words, rights and places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from hiraku.changes.structure.difference import Difference
from hiraku.changes.structure.pairing import Pair, paired
from hiraku.model import Dataset, Dialect, Recipe, Resource

_PACKAGE = {
    "title": "package-title",
    "title@en": "package-title",
    "description": "package-description",
    "description@en": "package-description",
    "row": "row",
    "notes": "notes",
    "keywords": "keywords",
    "theme": "theme",
    "temporal": "temporal",
    "spatial": "spatial",
    "updateFrequency": "updateFrequency",
    "sources": "sources",
    "contributors": "contributors",
    "$schema": "$schema",
}
_RESOURCE = {
    "path": "path",
    "format": "format-of-file",
    "mediatype": "mediatype",
    "compression": "compression",
    "title": "resource-title",
    "description": "resource-description",
}

ResourcePair = Pair[Resource]


def resource_pairs(old: Dataset, new: Dataset) -> list[ResourcePair]:
    return paired(
        old.resources,
        new.resources,
        lambda resource: resource.name,
        lambda resource: resource.descriptor,
    )


def package_differences(old: Dataset, new: Dataset) -> Iterator[Difference]:
    """Yield each difference but those of schemas and data."""
    if old.id != new.id:
        yield Difference("package-name", ("name",), old.id, new.id)
    for key, kind in _PACKAGE.items():
        before, after = old.descriptor.get(key), new.descriptor.get(key)
        if before != after:
            yield Difference(kind, (key,), before, after)
    licenses = [[licence.name for licence in dataset.licenses] for dataset in (old, new)]
    if licenses[0] != licenses[1]:
        yield Difference("licenses", ("licenses",), licenses[0] or None, licenses[1] or None)
    contacts = [_contact(dataset) for dataset in (old, new)]
    if contacts[0] != contacts[1]:
        yield Difference("contact", ("contact",), *contacts)
    for pair in resource_pairs(old, new):
        yield from _resource(pair)


def _contact(dataset: Dataset) -> str | None:
    contact = dataset.contact
    return f"{contact.name!s} {contact.email or ''}".strip() if contact else None


def _resource(pair: ResourcePair) -> Iterator[Difference]:
    old, new = pair.old, pair.new
    if not old or not new:
        present = new or old
        path = ("resources", present.name if present else "")
        yield Difference("resource", path, _told(old), _told(new))
        return
    at = ("resources", new.name)
    if old.name != new.name:
        yield Difference("resource-name", (*at, "name"), old.name, new.name)
    for key, kind in _RESOURCE.items():
        before, after = _stated(old, key), _stated(new, key)
        if before != after:
            yield Difference(kind, (*at, key), before, after)
    encodings = [_encoding(resource.encoding) for resource in (old, new)]
    if encodings[0] != encodings[1]:
        yield Difference("encoding", (*at, "encoding"), *encodings)
    yield from _dialect(old.dialect, new.dialect, at)
    recipes = [_recipe(resource.recipe) for resource in (old, new)]
    if recipes[0] != recipes[1]:
        yield Difference("dialect", (*at, "dialect", "recipe"), *map(_explicit, recipes))
    schemas = [resource.schema.id if resource.schema else None for resource in (old, new)]
    if schemas[0] != schemas[1]:
        yield Difference("schema-reference", (*at, "schema"), *schemas)


def _told(resource: Resource | None) -> dict[str, Any] | None:
    return {"name": resource.name, "path": resource.path} if resource else None


def _stated(resource: Resource, key: str) -> Any:
    return resource.path if key == "path" else resource.descriptor.get(key)


def _encoding(stated: str | None) -> str:
    return (stated or "utf-8").casefold().replace("_", "-")


def _dialect(old: Dialect, new: Dialect, at: tuple[str, ...]) -> Iterator[Difference]:
    for key in Dialect.__struct_fields__:
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            listed = [
                list(value) if isinstance(value, tuple) else value for value in (before, after)
            ]
            yield Difference("dialect", (*at, "dialect", key), *map(_explicit, listed))


def _recipe(recipe: Recipe | None) -> Any:
    """Return what a recipe says of how the table is read; its file and its sheet are a month's."""
    return recipe and to_builtins(replace(recipe, file="", sheet=""))


def _explicit(value: Any) -> Any:
    """Return a word for no character, so that nothing reads as absent."""
    return "none" if value is None else value
