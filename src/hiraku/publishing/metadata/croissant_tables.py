"""Croissant's FileObjects and RecordSets: every download, and the rows of each table.

The rows are taken from the JSON download: readers of the CSV guess types, and lose leading zeros.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from hiraku.checking.types.field_type import type_of
from hiraku.languages import listed, say
from hiraku.model import Field
from hiraku.publishing.site import links
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site
from hiraku.publishing.site.published.table import PublishedResource

Node = dict[str, Any]


def files(table: PublishedResource, site: Site) -> list[Node]:
    return [_file(download, site) for download in table.downloads]


def records(owner: PublishedDataset, table: PublishedResource, code: str) -> list[Node]:
    """Return the record set of a table in a language; none where it has no schema."""
    schema = table.resource.schema
    fields = [field for field in table.fields if type_of(field).croissant]
    if not schema or not fields:
        return []
    identifier = f"{quote(owner.dataset.id, safe='')}/{quote(table.resource.name, safe='')}"
    source = links.download(owner.dataset, table.resource, "json")
    node: Node = {
        "@type": "cr:RecordSet",
        "@id": identifier,
        "name": table.resource.name,
        "description": _description(table, code),
        "field": [_field(field, identifier, source) for field in fields],
    }
    if schema.primary_key:
        node["key"] = [{"@id": _field_id(identifier, name)} for name in schema.primary_key]
    return [node]


def _description(table: PublishedResource, code: str) -> str:
    """Describe the table; say which of its fields are not here, and why."""
    description = str(table.resource.description or table.resource.title)
    absent = [field.name for field in table.fields if not type_of(field).croissant]
    if not absent:
        return description
    names = listed(code, absent)
    return say(code, "metadata.fields-without-a-type", about=description, names=names)


def _file(file: Download, site: Site) -> Node:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path.rpartition("/")[2],
        "description": str(file.title),
        "contentUrl": links.absolute(site.base_url, file.path),
        "contentSize": f"{file.size} B",
        "encodingFormat": file.media_type.partition(";")[0],
        "sha256": file.sha256,
    }


def _field(field: Field, records: str, source: str) -> Node:
    node: Node = {
        "@type": "cr:Field",
        "@id": _field_id(records, field.name),
        "name": field.name,
        "description": " ".join(str(text) for text in (field.title, field.description) if text),
        "dataType": _type(field),
        "source": {"fileObject": {"@id": source}, "extract": {"jsonPath": _json_path(field.name)}},
    }
    return node | ({"unitText": field.unit} if field.unit not in (None, "none") else {})


def _type(field: Field) -> str:
    return type_of(field).croissant if field.format == "default" else "sc:Text"


def _field_id(records: str, name: str) -> str:
    return f"{records}/{quote(name, safe='')}"


def _json_path(name: str) -> str:
    r"""Return the way to a member of each object; names other than words stand in quotes."""
    if name.isidentifier() and name.isascii():
        return f"$[*].{name}"
    escaped = name.replace("\\", "\\\\").replace("'", "\\'")
    return f"$[*].'{escaped}'"
