"""CSV on the Web of each table: what stands in which column of the CSV, and how it is written.

https://www.w3.org/TR/tabular-metadata/. A foreign key may only point to a table of the same group
(section 5.11), so the tables pointed to are listed too, with their output suppressed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hiraku.model import Field, ForeignKey, Schema, Text
from hiraku.publishing.metadata import csvw_datatypes
from hiraku.publishing.metadata.csvw_datatypes import Node
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.site.published.table import PublishedResource

_TITLE = "CSV on the Web"


_NAMESPACE = "http://www.w3.org/ns/csvw"
_MEDIA_TYPE = "application/csvm+json"
_SUFFIX = "csv-metadata.json"
_DIALECT = {"encoding": "utf-8", "header": True, "trim": False}


def _describe(site: Site) -> Iterator[MetadataFile]:
    for owner in site.datasets:
        for published in owner.resources:
            if published.resource.schema:
                path = links.download(owner.dataset, published.resource, _SUFFIX)
                group = _group(path, owner, published, site)
                yield MetadataFile(path, _TITLE, group, _MEDIA_TYPE, dataset=owner.dataset.id)


def _group(
    path: str, owner: PublishedDataset, published: PublishedResource, site: Site
) -> dict[str, Any]:
    """Return the table group of one table and of those that its keys point to."""
    own = published.downloads[0].path
    tables = {own: _table(own, path, published) | _about(owner, site)}
    keys = []
    for key in published.resource.schema.foreign_keys if published.resource.schema else ():
        target = _target(key, owner, published, site)
        if target is None or target.resource.schema is None:
            continue
        there = target.downloads[0].path
        tables.setdefault(there, _table(there, path, target) | {"suppressOutput": True})
        keys.append(_foreign_key(key, links.relative(there, path)))
    if keys:
        tables[own]["tableSchema"]["foreignKeys"] = keys
    return {
        "@context": [_NAMESPACE, {"@language": site.catalog.language}],
        "dialect": _DIALECT,
        "tables": list(tables.values()),
    }


def _table(file: str, path: str, published: PublishedResource) -> Node:
    schema = published.resource.schema
    node = {"url": links.relative(file, path), "dc:title": _text(published.resource.title)}
    return node | ({"tableSchema": _schema(schema)} if schema else {})


def _about(owner: PublishedDataset, site: Site) -> Node:
    dataset = owner.dataset
    node: Node = {
        "dc:isPartOf": {"@id": links.absolute(site.base_url, links.dataset(dataset.id))},
        "dc:modified": {"@value": owner.modified, "@type": "xsd:date"},
    }
    license_ = next((licence.path for licence in dataset.licenses if licence.path), None)
    return node | ({"dc:license": {"@id": license_}} if license_ else {})


def _schema(schema: Schema) -> Node:
    node: Node = {"columns": [_column(field, schema) for field in schema.fields]}
    if schema.primary_key:
        node["primaryKey"] = [csvw_datatypes.name(name) for name in schema.primary_key]
    return node


def _column(field: Field, schema: Schema) -> Node:
    """Describe a column; the title of no language is the header as it stands in the file."""
    titles = {"und": field.name, **field.title.words}
    node: Node = {
        "name": csvw_datatypes.name(field.name),
        "titles": {language: text for language, text in titles.items() if text},
        "datatype": csvw_datatypes.datatype(field),
        "null": [missing.value for missing in field.missing_values],
    }
    if field.required or field.name in schema.primary_key:
        node["required"] = True
    if field.description:
        node["dc:description"] = _text(field.description)
    if field.unit and field.unit != "none":
        node["schema:unitText"] = field.unit
    return node


def _target(
    key: ForeignKey, owner: PublishedDataset, published: PublishedResource, site: Site
) -> PublishedResource | None:
    """Return the table that a key points to; None where it is not on this site."""
    if not key.package and not key.resource:
        return published
    package = key.package or owner.dataset.id
    tables = (
        resource
        for held in site.datasets
        if held.dataset.id == package
        for resource in held.resources
    )
    return next((table for table in tables if key.resource in ("", table.resource.name)), None)


def _foreign_key(key: ForeignKey, there: str) -> Node:
    columns = [csvw_datatypes.name(name) for name in key.fields]
    reference = [csvw_datatypes.name(name) for name in key.reference_fields]
    return {
        "columnReference": columns,
        "reference": {"resource": there, "columnReference": reference},
    }


def _text(text: Text) -> Any:
    """Return a text in the languages it has, as JSON-LD values."""
    return [{"@value": said, "@language": code} for code, said in text.words.items()]


vocabulary = Vocabulary(_describe)
