"""Data Package v2 of a dataset: the schema inlined, every file with its bytes and SHA-256."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hiraku.model import License, Party, Resource
from hiraku.publishing.metadata import table_schema
from hiraku.publishing.metadata.translations import marked
from hiraku.publishing.metadata.vocabulary import Vocabulary
from hiraku.publishing.site import links
from hiraku.publishing.site.credit import credit_of
from hiraku.publishing.site.metadata_file import MetadataFile
from hiraku.publishing.site.published.dataset import PublishedDataset
from hiraku.publishing.site.published.download import Download
from hiraku.publishing.site.published.site import Site

_TITLE = "Data Package"


_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_REPLACED = {"licenses", "publisher", "contact", "resources", "modified"}


def _describe(site: Site) -> Iterator[MetadataFile]:
    for published in site.datasets:
        path = links.document(published.dataset.id, "datapackage.json")
        yield MetadataFile(path, _TITLE, _package(published, site), dataset=published.dataset.id)


def _package(published: PublishedDataset, site: Site) -> dict[str, Any]:
    dataset = published.dataset
    own = {key: value for key, value in dataset.descriptor.items() if key not in _REPLACED}
    node = {"$schema": _PROFILE, **own}
    node["homepage"] = links.absolute(site.base_url, links.dataset(dataset.id))
    node["modified"] = published.modified
    node["licenses"] = [_license(licence) for licence in dataset.licenses]
    if dataset.licenses:
        words = credit_of(published, site)
        node |= marked("creditText", words.whole) | marked("adaptedText", words.adapted)
    for role, party in (("publisher", dataset.publisher), ("contact", dataset.contact)):
        if party:
            node[role] = _party(party)
    node["resources"] = [
        _resource(table.resource, table.downloads[0]) | {"licenses": node["licenses"]}
        for table in published.resources
    ]
    return node


def _resource(resource: Resource, file: Download) -> dict[str, Any]:
    said = {"title", "description", "renamedFrom"}
    kept = [key for key in resource.descriptor if key.split("@")[0] in said]
    node: dict[str, Any] = {
        "name": resource.name,
        "type": "table",
        "path": file.path.rpartition("/")[2],
        **{key: resource.descriptor[key] for key in kept if key in resource.descriptor},
        "format": "csv",
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    if resource.schema:
        node["schema"] = table_schema.describe(resource.schema)
    return node


def _license(license_: License) -> dict[str, str]:
    node = {"name": license_.name, "title": str(license_.title)}
    return node | ({"path": license_.path} if license_.path else {})


def _party(party: Party) -> dict[str, str]:
    node = {**marked("name", party.name), "code": party.code}
    node |= {"homepage": party.homepage, "email": party.email}
    return {key: value for key, value in node.items() if value}


vocabulary = Vocabulary(_describe)
