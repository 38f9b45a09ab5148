"""JSON Schema 2020-12 of each table's JSON download: an array of objects, one for each row.

It says what is exact and no more: a pattern or a bound that JSON Schema cannot express is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hiraku.model import Field, Schema
from hiraku.publishing.metadata.json_schema import of_field as json_values
from hiraku.publishing.metadata.json_schema.constraint import DIALECT
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.site.published.table import PublishedResource

_TITLE = "JSON Schema"


def _describe(site: Site) -> Iterator[MetadataFile]:
    for published in site.datasets:
        for resource in published.resources:
            if resource.resource.schema:
                path = links.download(published.dataset, resource.resource, "json-schema.json")
                address = links.absolute(site.base_url, path)
                node = _table(resource, resource.resource.schema, address)
                yield MetadataFile(
                    path, _TITLE, node, "application/schema+json", dataset=published.dataset.id
                )


def _table(published: PublishedResource, schema: Schema, address: str) -> dict[str, Any]:
    return {
        "$schema": DIALECT,
        "$id": address,
        "title": str(published.resource.title),
        "description": str(published.resource.description or schema.description or schema.title),
        "type": "array",
        "items": {
            "type": "object",
            "properties": {field.name: _property(field, schema) for field in schema.fields},
            "required": [field.name for field in schema.fields],
            "additionalProperties": False,
        },
    }


def _property(field: Field, schema: Schema) -> dict[str, Any]:
    node = {"title": str(field.title)}
    if field.description:
        node["description"] = str(field.description)
    filled = field.required or field.name in schema.primary_key
    return node | json_values.schema(field, nullable=not filled)


vocabulary = Vocabulary(_describe)
