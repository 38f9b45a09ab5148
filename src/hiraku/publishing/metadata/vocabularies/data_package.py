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
from hiraku.publishing.site.published import Download, PublishedDataset, Site

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
    described = {"$schema": _PROFILE, **own}
    described["homepage"] = links.absolute(site.base_url, links.dataset(dataset.id))
    described["modified"] = published.modified
    described["licenses"] = [_license(licence) for licence in dataset.licenses]
    if dataset.licenses:
        words = credit_of(published, site)
        described |= marked("creditText", words.whole) | marked("adaptedText", words.adapted)
    for role, party in (("publisher", dataset.publisher), ("contact", dataset.contact)):
        if party:
            described[role] = _party(party)
    described["resources"] = [
        _resource(table.resource, table.downloads[0]) | {"licenses": described["licenses"]}
        for table in published.resources
    ]
    return described


def _resource(resource: Resource, file: Download) -> dict[str, Any]:
    kept = [key for key in resource.descriptor if key.split("@")[0] in ("title", "description")]
    described: dict[str, Any] = {
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
        described["schema"] = table_schema.describe(resource.schema)
    return described


def _license(license_: License) -> dict[str, str]:
    described = {"name": license_.name, "title": str(license_.title)}
    return described | ({"path": license_.path} if license_.path else {})


def _party(party: Party) -> dict[str, str]:
    described = {**marked("name", party.name), "code": party.code}
    described |= {"homepage": party.homepage, "email": party.email}
    return {key: value for key, value in described.items() if value}


vocabulary = Vocabulary(_describe)
